package dev.cocoonsdk.broker.internal.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerHeadsTest {

    private static List<String> names(String... sent) {
        List<HttpHeader> headers = new ArrayList<>();
        for (String name : sent) {
            headers.add(new HttpHeader(name, "1"));
        }
        HttpResponse response = new HttpResponse("HTTP/1.1", 200, "OK", headers, TlBytes.EMPTY);
        Answer.Head head = AnswerHeads.of(new WorkerHead(response, Instant.EPOCH, Instant.EPOCH));
        return head.headers().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void only_the_checked_spelling_of_a_name_reaches_the_caller() {
        // U+212A, the Kelvin sign, becomes a plain k in lower case.
        assertThat(names("X-Cocoon-Wor\u212Aer", "Retry-After", "X-Cocoon-Bad\r\nInjected"))
                .containsExactly("x-cocoon-worker", "retry-after", "X-Cocoon-Proxy-Start", "X-Cocoon-Proxy-End");
    }
}
