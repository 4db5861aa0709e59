package dev.cocoonsdk.provider.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.provider.engine.EngineHeader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first answer (wire.md 9.5, step 4). */
class AnswerHeadTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_001);

    @Test
    void status_reason_and_headers_of_the_model_server_pass_with_the_workers_times() {
        HttpResponse head = AnswerHead.of(
                429,
                "Slow Down",
                List.of(new EngineHeader("Content-Type", "text/plain"), new EngineHeader("retry-after", "1")),
                START,
                NOW);

        assertThat(head.httpVersion()).isEqualTo("HTTP/1.1");
        assertThat(head.statusCode()).isEqualTo(429);
        assertThat(head.reason()).isEqualTo("Slow Down");
        assertThat(head.payload().isEmpty()).isTrue();
        assertThat(head.headers())
                .containsExactly(
                        new HttpHeader("Content-Type", "text/plain"),
                        new HttpHeader("retry-after", "1"),
                        new HttpHeader("X-Cocoon-Worker-Start", "1700000000.123456"),
                        new HttpHeader("X-Cocoon-Worker-End", "1700000001.000000"),
                        new HttpHeader("Transfer-Encoding", "chunked"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length",
                "Content-Length",
                "TRANSFER-ENCODING",
                "connection",
                "Connection",
                "Keep-Alive",
                "Set-Cookie"
            })
    void headers_of_the_connection_are_dropped_in_any_letter_case(String name) {
        HttpResponse head = AnswerHead.of(200, "OK", List.of(new EngineHeader(name, "5")), START, NOW);

        assertThat(head.headers()).extracting(HttpHeader::value).doesNotContain("5");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103, 199, 204, 304})
    void an_answer_without_a_body_says_so(int status) {
        assertThat(AnswerHead.isBodyless(status)).isTrue();
        assertThat(AnswerHead.of(status, "", List.of(), START, NOW).headers())
                .contains(new HttpHeader("Content-Length", "0"))
                .extracting(HttpHeader::name)
                .doesNotContain("Transfer-Encoding");
    }

    @Test
    void a_reason_is_one_short_line_and_a_missing_one_the_usual() {
        assertThat(AnswerHead.of(404, "", List.of(), START, NOW).reason()).isEqualTo("Not Found");
        assertThat(AnswerHead.of(299, " ", List.of(), START, NOW).reason()).isEqualTo("Status 299");
        assertThat(AnswerHead.of(200, "a\r\nb: c", List.of(), START, NOW).reason())
                .isEqualTo("a b: c");
        assertThat(AnswerHead.of(200, "x".repeat(999), List.of(), START, NOW).reason())
                .hasSize(200);
    }
}
