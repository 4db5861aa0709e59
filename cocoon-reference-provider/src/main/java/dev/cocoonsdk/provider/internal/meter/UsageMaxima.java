package dev.cocoonsdk.provider.internal.meter;

import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/** The greatest count seen of each kind of token ({@code docs/protocol/wire.md} 10.1). */
final class UsageMaxima {

    /** Greater claims are cut to this, so that nothing overflows. */
    private static final long MOST = 1_000_000_000_000L;

    private long prompt;
    private long cached;
    private long completion;
    private long reasoning;

    /** Takes the numbers of one {@code usage} member; true if a maximum grew. */
    boolean merge(JsonObject usage) {
        long before = prompt + cached + completion + reasoning;
        prompt = Math.max(prompt, first(usage, "prompt_tokens", "input_tokens"));
        completion = Math.max(completion, first(usage, "completion_tokens", "output_tokens"));
        cached = Math.max(cached, detail(usage, "prompt_tokens_details", "cached_tokens"));
        reasoning = Math.max(reasoning, detail(usage, "completion_tokens_details", "reasoning_tokens"));
        reasoning = Math.max(reasoning, count(usage.integer("reasoning_tokens")));
        return prompt + cached + completion + reasoning > before;
    }

    /** Image endpoints name the same numbers differently. */
    private static long first(JsonObject usage, String name, String otherName) {
        return count(usage.integer(usage.get(name) != null ? name : otherName));
    }

    private static long detail(JsonObject usage, String group, String name) {
        JsonObject details = usage.object(group);
        return details == null ? 0 : count(details.integer(name));
    }

    private static long count(@Nullable Long value) {
        return value == null ? 0 : limit(value);
    }

    /** A claim without what is beyond all measure. */
    static long limit(long claim) {
        return Math.min(Math.max(0, claim), MOST);
    }

    Usage toUsage() {
        return new Usage(prompt, cached, completion, reasoning, null);
    }
}
