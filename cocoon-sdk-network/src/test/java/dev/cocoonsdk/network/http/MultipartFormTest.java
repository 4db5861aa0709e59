package dev.cocoonsdk.network.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.network.http.MultipartForm.Part;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=b";

    private static MultipartForm form(String body) throws FormFormatException {
        return MultipartForm.parse(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void text_fields_are_read_and_files_are_not() throws FormFormatException {
        MultipartForm form =
                form(part("name=\"model\"", "grüße") + part("name=\"image\"; filename=\"x\"", "123") + "--b--");

        assertThat(form.textFields()).containsExactly(Map.entry("model", "grüße"));
        assertThat(form.parts())
                .containsExactly(new Part("model", false, 7, "grüße"), new Part("image", true, 3, null));
    }

    @Test
    void of_duplicate_fields_the_last_one_counts() throws FormFormatException {
        assertThat(form(part("name=\"a\"", "1") + part("name=\"a\"", "2") + "--b--")
                        .textFields())
                .containsExactly(Map.entry("a", "2"));
    }

    @Test
    void long_fields_are_parts_without_text() throws FormFormatException {
        MultipartForm form = form(part("name=\"prompt\"", "x".repeat(2000)) + part("name=\"a\"", "") + "--b--");

        assertThat(form.textFields()).containsExactly(Map.entry("a", ""));
        assertThat(form.parts().get(0)).isEqualTo(new Part("prompt", false, 2000, null));
    }

    @Test
    void a_quoted_boundary_and_a_preamble_and_blanks_after_boundaries_are_understood() throws FormFormatException {
        byte[] body = ("preamble\r\n" + part("name=\"a\"", "1").replaceFirst("--b", "--b \t") + "--b--epilogue")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(MultipartForm.parse("Multipart/Form-Data; charset=utf-8; boundary=\"b\"", body)
                        .textFields())
                .containsEntry("a", "1");
    }

    @Test
    void names_may_be_tokens_and_hold_escaped_quotes() throws FormFormatException {
        assertThat(form(part("name=a", "1") + part("name=\"b\\\"c\"", "2") + "--b--")
                        .textFields())
                .containsExactly(Map.entry("a", "1"), Map.entry("b\"c", "2"));
    }

    @Test
    void fields_are_taken_out_and_files_of_the_same_name_stay() throws FormFormatException {
        String model = part("name=\"model\"", "m");
        String file = part("name=\"timeout\"; filename=\"t\"", "1");
        String timeout = part("name=\"timeout\"", "9");

        byte[] kept =
                form("preamble\r\n" + model + timeout + file + "--b--\r\n").without(Set.of("timeout"));

        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo("preamble\r\n" + model + file + "--b--\r\n");
    }

    @Test
    void a_form_without_parts_stays_as_it_is() throws FormFormatException {
        MultipartForm form = form("--b--");

        assertThat(form.parts()).isEmpty();
        assertThat(new String(form.without(Set.of("a")), StandardCharsets.UTF_8))
                .isEqualTo("--b--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form",
                "--b\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--bx\r\n",
                "--b\r\n\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"c\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b\r\n\r\n1\r\n--b--"
            })
    void what_two_readers_might_understand_differently_is_refused(String body) {
        assertThatThrownBy(() -> form(body)).isInstanceOf(FormFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=b; boundary=c",
                "multipart/form-data; boundary=\"b",
                "multipart/mixed; boundary=b"
            })
    void a_content_type_without_one_boundary_is_refused(String type) {
        byte[] body = (part("name=\"a\"", "1") + "--b--").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> MultipartForm.parse(type, body)).isInstanceOf(FormFormatException.class);
    }

    @Test
    void more_than_256_parts_are_refused() {
        String part = part("name=\"a\"", "1");

        assertThatThrownBy(() -> form(part.repeat(257) + "--b--")).isInstanceOf(FormFormatException.class);
    }

    @Test
    void only_the_media_type_makes_a_form() {
        assertThat(MultipartForm.isForm("Multipart/Form-Data ; boundary=b")).isTrue();
        assertThat(MultipartForm.isForm("multipart/form-data")).isTrue();
        assertThat(MultipartForm.isForm("multipart/form-dataset")).isFalse();
        assertThat(MultipartForm.isForm("application/json")).isFalse();
        assertThat(MultipartForm.isForm(null)).isFalse();
    }

    @Property(tries = 500)
    void without_nothing_every_body_stays_as_it_is(@ForAll @Size(max = 50) byte[] first, @ForAll boolean file)
            throws FormFormatException {
        String content = new String(first, StandardCharsets.ISO_8859_1).replace("--b", "");
        byte[] body = (part("name=\"x\"" + (file ? "; filename=\"f\"" : ""), content) + "--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        MultipartForm form = MultipartForm.parse(TYPE, body);

        assertThat(form.without(Set.of("y"))).isEqualTo(body);
        assertThat(form.parts().get(0).length()).isEqualTo(content.length());
    }
}
