package dev.cocoonsdk.broker.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=b";

    private static Map<String, String> fields(String body) {
        return MultipartForm.textFields(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void text_fields_are_read_and_files_are_not() {
        String body = part("name=\"model\"", "grüße") + part("name=\"image\"; filename=\"x\"", "123") + "--b--";

        assertThat(fields(body)).containsExactly(Map.entry("model", "grüße"));
    }

    @Test
    void of_duplicate_fields_the_last_one_counts() {
        assertThat(fields(part("name=\"a\"", "1") + part("name=\"a\"", "2") + "--b--"))
                .containsExactly(Map.entry("a", "2"));
    }

    @Test
    void long_fields_are_skipped() {
        assertThat(fields(part("name=\"prompt\"", "x".repeat(2000)) + part("name=\"a\"", "") + "--b--"))
                .containsExactly(Map.entry("a", ""));
    }

    @Test
    void a_quoted_boundary_and_a_preamble_are_understood() {
        byte[] body = ("preamble\r\n" + part("name=\"a\"", "1") + "--b--").getBytes(StandardCharsets.UTF_8);

        assertThat(MultipartForm.textFields("Multipart/Form-Data; charset=utf-8; boundary=\"b\"", body))
                .containsEntry("a", "1");
    }

    @Test
    void a_body_without_its_boundary_is_refused() {
        assertThatThrownBy(() -> fields("no form")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> fields(part("name=\"a\"", "1"))).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> MultipartForm.textFields("multipart/form-data", new byte[0]))
                .isInstanceOf(ApiException.class);
    }

    @Property(tries = 2000)
    void any_bytes_give_fields_or_a_typed_error(@ForAll @Size(max = 200) byte[] noise) {
        byte[] start = "--b\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[start.length + noise.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(noise, 0, body, start.length, noise.length);
        try {
            assertThat(MultipartForm.textFields(TYPE, body)).isNotNull();
        } catch (ApiException e) {
            assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        }
    }
}
