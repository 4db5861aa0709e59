package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.internal.request.RequestRefusedException;
import java.time.Duration;

/**
 * Holds a sealed request to what its clear header promises ({@code docs/sealed-envelope.md} 9.1): the broker has reserved no more, and
 * whoever sealed it grants no more.
 */
final class HeaderLimits {

    private HeaderLimits() {}

    /**
     * The request, with a limit if a chat or completion had none.
     *
     * @param checked passed all rules for a request in clear
     * @param model the served model, without {@code @…}
     * @param coefficient at which the request is charged, 1000 = x1
     * @throws RequestRefusedException if it asks for more than the header says
     */
    static EngineRequest bind(EnvelopeHeader header, EngineRequest checked, String model, long coefficient)
            throws RequestRefusedException {
        require(header.model().value().equals(model), "model name mismatch");
        require(
                coefficient <= header.limits().maxCoefficient(),
                "price coefficient " + coefficient + " is above the sealed limit "
                        + header.limits().maxCoefficient());
        JsonObject json = checked.json();
        return json == null ? checked : withTokens(header.limits().maxTokens(), checked, json);
    }

    private static EngineRequest withTokens(int granted, EngineRequest checked, JsonObject json)
            throws RequestRefusedException {
        boolean completion = checked.path().equals(Endpoints.COMPLETIONS);
        long each = Math.max(1, Math.max(number(json, "n", 1), number(json, "best_of", 1)));
        long choices = completion ? saturated(each, prompts(json)) : each;
        long wanted = Math.max(number(json, "max_tokens", -1), number(json, "max_completion_tokens", -1));
        if (wanted >= 0) {
            require(
                    wanted <= granted / choices,
                    "max_tokens: " + wanted + " times " + choices + " is above the sealed limit " + granted);
            return checked;
        } else if (!completion && !checked.path().equals(Endpoints.CHAT)) {
            return checked;
        }
        require(choices <= granted, "n: " + choices + " is above the sealed limit " + granted + " of tokens");
        JsonObject limited = json.with("max_tokens", JsonValue.of(granted / choices));
        return EngineRequest.json(checked.method(), checked.path(), checked.headers(), limited, checked.timeout());
    }

    /** A list of texts or of lists of tokens is as many prompts, a list of tokens is one. */
    private static long prompts(JsonObject json) {
        if (json.get("prompt") instanceof JsonArray list && !list.items().isEmpty()) {
            boolean tokens = list.items().stream().allMatch(JsonNumber.class::isInstance);
            return tokens ? 1 : list.items().size();
        }
        return 1;
    }

    private static long saturated(long one, long other) {
        return one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
    }

    private static long number(JsonObject json, String name, long missing) {
        Long value = json.get(name) instanceof JsonNumber number ? number.toLong() : null;
        return value == null ? missing : value;
    }

    /** The shorter of what the broker and the header grant. */
    static Duration timeout(EnvelopeHeader header, Duration told) {
        Duration sealed = header.limits().timeout();
        return sealed.compareTo(told) < 0 ? sealed : told;
    }

    private static void require(boolean holds, String refusal) throws RequestRefusedException {
        if (!holds) {
            throw new RequestRefusedException(refusal);
        }
    }
}
