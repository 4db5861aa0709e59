package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.AdjustedTokens;
import dev.cocoonsdk.ton.RequestCost;
import dev.cocoonsdk.ton.RootConfig;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the {@code usage} of an answer what it cost in nanoton, {@code prompt_total_cost}, {@code completion_total_cost} and {@code
 * total_cost} ({@code docs/protocol/wire.md} 10.1), where the worker did not: those of the reference leave it out of events.
 *
 * @param root the current root configuration, null before it is known
 */
record UsageCosts(Supplier<@Nullable RootConfig> root) {

    /** Whether the document has a usage without its cost. */
    static boolean isMissingIn(JsonObject json) {
        JsonObject usage = json.object("usage");
        return usage != null && usage.get("total_cost") == null;
    }

    /**
     * The document with costs, or the same if it has them or no usage.
     *
     * @param tokens adjusted tokens that are charged, or null if nobody said
     */
    JsonObject added(JsonObject json, @Nullable TokensUsed tokens) {
        JsonObject usage = json.object("usage");
        RootConfig config = root.get();
        if (config == null || tokens == null || usage == null || !isMissingIn(json) || isNegative(tokens)) {
            return json;
        }
        try {
            RequestCost cost = config.pricing()
                    .cost(new AdjustedTokens(
                            tokens.promptTokensUsed(),
                            tokens.cachedTokensUsed(),
                            tokens.completionTokensUsed(),
                            tokens.reasoningTokensUsed()));
            return json.with(
                    "usage",
                    usage.with("prompt_total_cost", JsonValue.of(cost.prompt().value()))
                            .with(
                                    "completion_total_cost",
                                    JsonValue.of(cost.completion().value()))
                            .with("total_cost", JsonValue.of(cost.total().value())));
        } catch (ArithmeticException e) {
            return json;
        }
    }

    private static boolean isNegative(TokensUsed tokens) {
        return tokens.promptTokensUsed() < 0
                || tokens.cachedTokensUsed() < 0
                || tokens.completionTokensUsed() < 0
                || tokens.reasoningTokensUsed() < 0;
    }
}
