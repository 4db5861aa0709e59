package dev.cocoonsdk.broker.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelQueryTest {

    private static ModelQuery read(String body) {
        return ModelQuery.read(
                Endpoint.CHAT_COMPLETIONS, "application/json", null, body.getBytes(StandardCharsets.UTF_8), 3600);
    }

    private static String body(ModelQuery query) {
        return query.body().toUtf8();
    }

    @Test
    void defaults_are_those_of_the_client_runner() {
        ModelQuery query = read("{\"model\":\"m\"}");

        assertThat(query.model()).isEqualTo(ModelId.of("m"));
        assertThat(query.maxTokens()).isEqualTo(1000);
        assertThat(query.maxCoefficient()).isEqualTo(4000);
        assertThat(query.timeoutSeconds()).isEqualTo(120);
        assertThat(query.stream()).isFalse();
        assertThat(query.debug()).isFalse();
        assertThat(body(query)).isEqualTo("{\"max_tokens\":1000,\"model\":\"m\"}");
    }

    @Test
    void the_callers_terms_are_taken_out_and_the_rest_is_sorted() {
        ModelQuery query =
                read("{\"timeout\":2.5,\"stream\":true,\"model\":\"m\",\"request_guid\":\"g\",\"enable_debug\":true,"
                        + "\"max_coefficient\":1500,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

        assertThat(query.timeoutSeconds()).isEqualTo(2.5);
        assertThat(query.maxCoefficient()).isEqualTo(1500);
        assertThat(query.stream()).isTrue();
        assertThat(query.debug()).isTrue();
        assertThat(body(query))
                .isEqualTo(
                        "{\"max_tokens\":1000,\"messages\":[{\"content\":\"a\",\"role\":\"user\"}],\"model\":\"m\",\"stream\":true}");
    }

    @Test
    void a_chat_without_a_limit_gets_the_reserved_one() {
        ModelQuery chat = read("{\"model\":\"m\"}");

        assertThat(chat.maxTokens()).isEqualTo(1000);
        assertThat(body(chat)).isEqualTo("{\"max_tokens\":1000,\"model\":\"m\"}");
        assertThat(body(read("{\"model\":\"m\",\"max_completion_tokens\":7}")))
                .isEqualTo("{\"max_completion_tokens\":7,\"model\":\"m\"}");
    }

    @Test
    void every_choice_is_reserved_for() {
        assertThat(read("{\"model\":\"m\",\"n\":3}").maxTokens()).isEqualTo(3000);
        assertThat(read("{\"model\":\"m\",\"max_tokens\":5,\"n\":2,\"best_of\":4}")
                        .maxTokens())
                .isEqualTo(20);
        assertThat(read("{\"model\":\"m\",\"n\":null}").maxTokens()).isEqualTo(1000);
        assertThat(read("{\"model\":\"m\",\"n\":2000000000}").maxTokens()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> read("{\"model\":\"m\",\"n\":-1}")).isInstanceOf(ApiException.class);
    }

    @Test
    void max_completion_tokens_wins_and_removes_max_tokens() {
        ModelQuery query = read("{\"model\":\"m\",\"max_tokens\":5,\"max_completion_tokens\":7}");

        assertThat(query.maxTokens()).isEqualTo(7);
        assertThat(body(query)).isEqualTo("{\"max_completion_tokens\":7,\"model\":\"m\"}");
    }

    @Test
    void max_tokens_alone_stays() {
        ModelQuery query = read("{\"model\":\"m\",\"max_tokens\":5}");

        assertThat(query.maxTokens()).isEqualTo(5);
        assertThat(body(query)).isEqualTo("{\"max_tokens\":5,\"model\":\"m\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|model",
                "{\"model\":7}|model",
                "{\"model\":\"a@b\"}|model",
                "{\"model\":\"\"}|model",
                "{\"model\":\"m\",\"max_tokens\":-1}|max_tokens",
                "{\"model\":\"m\",\"max_tokens\":1.5}|max_tokens",
                "{\"model\":\"m\",\"max_tokens\":3000000000}|max_tokens",
                "{\"model\":\"m\",\"max_completion_tokens\":\"9\"}|max_completion_tokens",
                "{\"model\":\"m\",\"max_coefficient\":-2}|max_coefficient",
                "{\"model\":\"m\",\"timeout\":\"1\"}|timeout",
                "{\"model\":\"m\",\"timeout\":0}|timeout",
                "{\"model\":\"m\",\"enable_debug\":1}|enable_debug",
                "{\"model\":\"m\",\"request_guid\":1}|request_guid",
            })
    void a_wrong_member_is_named(String body, String param) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
            assertThat(e.error().param()).isEqualTo(param);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "7", "{", "not json"})
    void a_body_that_is_no_object_is_refused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
    }

    @Test
    void a_longer_timeout_than_allowed_is_cut() {
        ModelQuery query = ModelQuery.read(
                Endpoint.EMBEDDINGS,
                null,
                null,
                "{\"model\":\"m\",\"timeout\":1e9}".getBytes(StandardCharsets.UTF_8),
                60);

        assertThat(query.timeoutSeconds()).isEqualTo(60);
    }

    @Test
    void a_form_passes_without_its_terms() {
        String coefficient = "--XX\r\nContent-Disposition: form-data; name=\"max_coefficient\"\r\n\r\n1200\r\n";
        String timeout = "--XX\r\nContent-Disposition: form-data; name=\"timeout\"\r\n\r\n2.5\r\n";
        String content = "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\npainter\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n\u0000\u0001\r\n";
        byte[] bytes = (coefficient + timeout + content + "--XX--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] bare = (content + "--XX--\r\n").getBytes(StandardCharsets.ISO_8859_1);

        ModelQuery query = ModelQuery.read(Endpoint.IMAGE_EDITS, "multipart/form-data; boundary=XX", null, bytes, 60);

        assertThat(query.model()).isEqualTo(ModelId.of("painter"));
        assertThat(query.maxCoefficient()).isEqualTo(1200);
        assertThat(query.timeoutSeconds()).isEqualTo(2.5);
        assertThat(query.body()).isEqualTo(TlBytes.wrap(bare));
        assertThat(query.fingerprint())
                .isEqualTo(ModelQuery.read(Endpoint.IMAGE_EDITS, "multipart/form-data; boundary=XX", null, bare, 60)
                        .fingerprint());
        assertThat(query.contentType()).isEqualTo("multipart/form-data; boundary=XX");
    }

    @Test
    void the_fingerprint_ignores_the_callers_terms_and_the_order_of_members() {
        assertThat(read("{\"model\":\"m\",\"a\":1,\"timeout\":3}").fingerprint())
                .isEqualTo(
                        read("{\"a\":1,\"model\":\"m\",\"max_coefficient\":9}").fingerprint());
        assertThat(read("{\"model\":\"m\",\"a\":1}").fingerprint())
                .isNotEqualTo(read("{\"model\":\"m\",\"a\":2}").fingerprint());
    }

    @Test
    void nothing_of_the_body_is_printed() {
        assertThat(read("{\"model\":\"m\",\"prompt\":\"private words\"}").toString())
                .doesNotContain("private");
    }
}
