package dev.cocoonsdk.provider.internal.openai;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;

/**
 * Token counts of one answer.
 *
 * @param prompt tokens read
 * @param completion tokens written
 */
public record Usage(long prompt, long completion) {

    /** The member {@code usage} of a chat answer. */
    public JsonObject toJson() {
        return JsonValue.object(
                "prompt_tokens",
                prompt,
                "completion_tokens",
                completion,
                "total_tokens",
                prompt + completion,
                "prompt_tokens_details",
                JsonValue.object("cached_tokens", 0),
                "completion_tokens_details",
                JsonValue.object("reasoning_tokens", 0));
    }
}
