package dev.cocoonsdk.provider.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.internal.request.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderLimitsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final EnvelopeHeader HUNDRED =
            EnvelopeHeader.parse(RequestSealer.of(Clock.systemUTC(), new SecureRandom(), Padding.none())
                    .evidenceRequest(SealTerms.of(ModelId.of("m"), new QueryLimits(100, 1000, MINUTE), false))
                    .body());

    private static JsonObject bound(String path, String members) throws Exception {
        JsonObject json =
                (JsonObject) JsonValue.parse(("{\"model\":\"m\"," + members + "}").getBytes(StandardCharsets.UTF_8));
        return HeaderLimits.bind(HUNDRED, EngineRequest.post(path, json, MINUTE), "m", 1000)
                .json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"prompt\":\"one\"; 100",
                "\"prompt\":[1,2,3,4]; 100",
                "\"prompt\":[]; 100",
                "\"prompt\":[\"one\",\"two\"]; 50",
                "\"prompt\":[[1,2],[3],[4],[5]]; 25",
                "\"prompt\":[\"one\",\"two\"],\"n\":2,\"best_of\":5; 10"
            })
    void sharesTheGrantAmongThePromptsOfACompletionWithoutALimit(String members, int limit) throws Exception {
        assertThat(bound("/v1/completions", members).integer("max_tokens")).isEqualTo(limit);
    }

    @Test
    void countsTheLimitOfACompletionForEachPrompt() throws Exception {
        String two = "\"prompt\":[\"one\",\"two\"],\"max_tokens\":";

        assertThat(bound("/v1/completions", two + 50).integer("max_tokens")).isEqualTo(50);
        assertThatThrownBy(() -> bound("/v1/completions", two + 51))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageEndingWith("max_tokens: 51 times 2 is above the sealed limit 100");
        assertThatThrownBy(() -> bound("/v1/completions", "\"prompt\":[\"a\",\"b\"],\"n\":" + Long.MAX_VALUE))
                .isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void givesAChatALimitAndOtherRequestsNone() throws Exception {
        assertThat(bound("/v1/chat/completions", "\"n\":4").integer("max_tokens"))
                .isEqualTo(25);
        assertThat(bound("/v1/embeddings", "\"input\":[\"a\",\"b\"]").get("max_tokens"))
                .isNull();
    }
}
