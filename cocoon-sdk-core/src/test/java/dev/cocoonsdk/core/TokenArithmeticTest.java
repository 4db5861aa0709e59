package dev.cocoonsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.support.Resources;
import org.junit.jupiter.api.Test;

/** The network's arithmetic, against vectors of the C++ reference. */
class TokenArithmeticTest {

    @Test
    void adjustedTokensEqualTheReferences() {
        JsonObject vectors = (JsonObject) JsonValue.parse(Resources.bytes("pricing.json"));

        assertThat(vectors.array("adjust_tokens")).isNotEmpty().allSatisfy(value -> {
            JsonObject vector = (JsonObject) value;
            assertThat(TokenArithmetic.adjust(
                            vector.integer("tokens"), vector.integer("coefficient"), vector.integer("multiplier")))
                    .isEqualTo(vector.integer("adjusted"));
        });
    }

    @Test
    void theWorstCaseCountsTheDearerOfCompletionAndReasoning() {
        assertThat(TokenArithmetic.worstCase(100, 1000, 2000, 10_000, 80_000, 40_000))
                .isEqualTo(100 * 8 * 2 + 1000 * 2);
        assertThat(TokenArithmetic.worstCase(100, 1000, 1000, 20_000, 10_000, 40_000))
                .isEqualTo(100 * 4 + 1000 * 2);
    }

    @Test
    void theWorstCaseSaturates() {
        assertThat(TokenArithmetic.worstCase(
                        Long.MAX_VALUE, Long.MAX_VALUE, 1_000_000, 1_000_000, 1_000_000, 1_000_000))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenArithmetic.adjust(-1, 1000, 10_000))
                .withMessage("adjust: -1, 1000, 10000 (expected: >= 0)");
    }
}
