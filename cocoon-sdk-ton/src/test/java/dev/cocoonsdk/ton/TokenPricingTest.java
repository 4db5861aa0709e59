package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenPricingTest {

    private static final JsonObject FILE = Vectors.load("ton/pricing.json");

    static Stream<Arguments> adjusted() {
        return named("adjust_tokens");
    }

    static Stream<Arguments> usages() {
        return named("usage");
    }

    static Stream<Arguments> accounts() {
        return named("availability");
    }

    private static Stream<Arguments> named(String list) {
        return Vectors.objects(FILE, list).map(vector -> Arguments.argumentSet(vector.toJson(), vector));
    }

    @ParameterizedTest
    @MethodSource("adjusted")
    void adjustsTokensAsAVector(JsonObject vector) {
        assertThat(TokenArithmetic.adjust(
                        Vectors.number(vector, "tokens"),
                        Vectors.number(vector, "coefficient"),
                        Vectors.number(vector, "multiplier")))
                .isEqualTo(Vectors.number(vector, "adjusted"));
    }

    @ParameterizedTest
    @MethodSource("usages")
    void chargesAUsageAsAVector(JsonObject vector) {
        Usage usage = new Usage(
                Vectors.number(vector, "prompt_tokens"),
                Vectors.number(vector, "cached_tokens"),
                Vectors.number(vector, "completion_tokens"),
                Vectors.number(vector, "reasoning_tokens"),
                null);
        TokenPricing pricing = pricing(vector);
        JsonObject expected = Vectors.object(vector, "adjusted");

        AdjustedTokens adjusted = pricing.adjust(usage, Vectors.number(vector, "coefficient"));
        assertThat(adjusted)
                .isEqualTo(new AdjustedTokens(
                        Vectors.number(expected, "prompt"),
                        Vectors.number(expected, "cached"),
                        Vectors.number(expected, "completion"),
                        Vectors.number(expected, "reasoning")));
        assertThat(adjusted.total()).isEqualTo(Vectors.number(expected, "total"));
        RequestCost cost = pricing.cost(adjusted);
        assertThat(cost)
                .isEqualTo(new RequestCost(
                        amount(vector, "prompt_total_cost"),
                        amount(vector, "completion_total_cost"),
                        amount(vector, "worker_part"),
                        amount(vector, "proxy_part")));
        assertThat(cost.total()).isEqualTo(amount(vector, "total_cost"));
    }

    private static TokenPricing pricing(JsonObject vector) {
        JsonObject multipliers = Vectors.object(vector, "multipliers");
        return new TokenPricing(
                amount(vector, "price_per_token"),
                amount(vector, "worker_fee_per_token"),
                new TokenMultipliers(
                        Vectors.number(multipliers, "prompt"),
                        Vectors.number(multipliers, "cached"),
                        Vectors.number(multipliers, "completion"),
                        Vectors.number(multipliers, "reasoning")));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void computesAvailabilityAsAVector(JsonObject vector) {
        TokenPricing pricing = new TokenPricing(amount(vector, "price"), NanoTon.ZERO, TokenMultipliers.DEFAULT);
        ClientFunds account = new ClientFunds(
                amount(vector, "balance"),
                amount(vector, "stake"),
                tokens(vector, "sc_tokens_used"),
                tokens(vector, "reserved"),
                tokens(vector, "tokens_max"));

        assertThat(pricing.tokensFor(account.balance()) + account.used().value())
                .isEqualTo(Vectors.number(vector, "tokens_payed"));
        assertThat(pricing.tokensFor(account.stake())).isEqualTo(Vectors.number(vector, "tokens_stake"));
        assertThat(pricing.available(account)).isEqualTo(Vectors.number(vector, "tokens_available"));
    }

    private static NanoTon amount(JsonObject vector, String name) {
        return NanoTon.of(Vectors.number(vector, name));
    }

    private static TokenCount tokens(JsonObject vector, String name) {
        return TokenCount.of(Vectors.number(vector, name));
    }

    private static final TokenPricing LIVE =
            new TokenPricing(NanoTon.of(20), NanoTon.of(18), new TokenMultipliers(10_000, 1_000, 80_000, 80_000));

    @Test
    void theProxyKeepsWhatTheWorkerDoesNotGet() {
        TokenPricing generous = new TokenPricing(NanoTon.of(1), NanoTon.of(3), TokenMultipliers.DEFAULT);

        assertThat(LIVE.proxyFeePerToken()).isEqualTo(NanoTon.of(2));
        assertThat(generous.proxyFeePerToken()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void reservesTheAnswerAtTheGreaterOutputMultiplierAndTheRequestAsPrompt() {
        assertThat(LIVE.reservation(1000, 500, 4000)).isEqualTo(TokenCount.of(1000 * 4 * 8 + 500 * 4));
    }

    @Test
    void noHonestAnswerExceedsTheReservationWhileItExceedsTheReferenceFormula() {
        long maxTokens = 1000;
        long bytes = 300;
        long reference = TokenArithmetic.adjust(maxTokens + bytes, 1000, TokenArithmetic.MULTIPLIER_ONE);
        long honest = LIVE.adjust(new Usage(100, 0, maxTokens, 400, null), 1000).total();

        assertThat(reference).isEqualTo(1300);
        assertThat(honest).isEqualTo(100 + 8 * maxTokens).isGreaterThan(reference);
        assertThat(LIVE.reservation(maxTokens, bytes, 1000).value()).isGreaterThanOrEqualTo(honest);
    }

    @Test
    void countsNoMoreCachedAndReasoningTokensThanThereAreTokens() {
        assertThat(LIVE.adjust(new Usage(10, 99, 5, 99, null), 1000)).isEqualTo(new AdjustedTokens(0, 1, 0, 40));
    }

    @Test
    void availabilityGoesNegativeAfterAnOvershootAndNeverWraps() {
        ClientFunds overshot = account(NanoTon.of(100), NanoTon.of(100), 0, 0, 7);
        ClientFunds extreme =
                account(NanoTon.of(Long.MAX_VALUE), NanoTon.of(Long.MAX_VALUE), Long.MAX_VALUE, Long.MAX_VALUE, 1);
        TokenPricing one = new TokenPricing(NanoTon.of(1), NanoTon.ZERO, TokenMultipliers.DEFAULT);

        assertThat(LIVE.available(overshot)).isEqualTo(-2);
        assertThat(one.available(extreme)).isZero();
    }

    private static ClientFunds account(NanoTon balance, NanoTon stake, long used, long reserved, long spent) {
        return new ClientFunds(balance, stake, TokenCount.of(used), TokenCount.of(reserved), TokenCount.of(spent));
    }

    @Test
    void amountsThatLeaveTheRangeThrowInsteadOfWrapping() {
        AdjustedTokens huge = new AdjustedTokens(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0);

        assertThat(huge.total()).isEqualTo(Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> LIVE.cost(huge));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdjustedTokens(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenMultipliers(0, 0, 1L << 32, 0));
    }
}
