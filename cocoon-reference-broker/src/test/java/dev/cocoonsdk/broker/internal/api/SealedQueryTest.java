package dev.cocoonsdk.broker.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import dev.cocoonsdk.crypto.sealed.RecipientPrivateKey;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedQueryTest {

    private static final RecipientKey KEY =
            RecipientPrivateKey.generate(SealSuite.X25519, new SecureRandom()).publicKey();
    private static final byte[] BODY = RequestSealer.of(Clock.systemUTC(), new SecureRandom(), Padding.padme())
            .seal(
                    InnerRequest.of("POST", "/v1/chat/completions", List.of(), Bytes.utf8("secret")),
                    SealTerms.of(ModelId.of("m"), new QueryLimits(77, 1500, Duration.ofSeconds(90)), true),
                    List.of(KEY))
            .body()
            .toByteArray();

    private static ApiError refusal(String type, byte[] body) {
        return catchThrowableOfType(ApiException.class, () -> SealedQuery.read(type, null, body, 3600))
                .error();
    }

    @Test
    void the_terms_come_from_the_clear_header() {
        ModelQuery query = SealedQuery.read(SealedQuery.TYPE + "; q=1", "*/*", BODY, 60);

        assertThat(query.endpoint()).isEqualTo(Endpoint.SEALED);
        assertThat(query.model()).isEqualTo(ModelId.of("m"));
        assertThat(query.maxTokens()).isEqualTo(77);
        assertThat(query.maxCoefficient()).isEqualTo(1500);
        assertThat(query.timeoutSeconds()).isEqualTo(60);
        assertThat(query.stream()).isTrue();
        assertThat(query.events()).isFalse();
        assertThat(query.recipients()).containsExactly(KEY.keyId());
        assertThat(query.body().toByteArray()).isEqualTo(BODY);
        assertThat(query.contentType()).isEqualTo(SealedQuery.TYPE);
        assertThat(query).asString().doesNotContain("secret");
    }

    @Test
    void a_body_that_ends_anywhere_in_the_header_is_refused_by_name() {
        int records = 71 + 1 + 32 + 112;
        for (int length = 0; length < records; length++) {
            ApiError error = refusal(SealedQuery.TYPE, Arrays.copyOf(BODY, length));
            assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        }
        assertThat(SealedQuery.read(SealedQuery.TYPE, null, Arrays.copyOf(BODY, records), 60)
                        .recipients())
                .hasSize(1);
    }

    @Test
    void another_type_and_a_body_above_the_format_are_refused() {
        assertThat(refusal(null, BODY).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal("application/json", BODY).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal(SealedQuery.TYPE, Arrays.copyOf(BODY, 16_711_681)).kind())
                .isEqualTo(ErrorKind.PAYLOAD_TOO_LARGE);
    }
}
