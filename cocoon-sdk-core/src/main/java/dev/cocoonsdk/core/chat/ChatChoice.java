package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers.
 *
 * @param index from 0
 * @param message what the model says
 * @param finishReason why it ended, or null if the server did not say
 * @param additionalProperties the other members, such as {@code logprobs}
 */
public record ChatChoice(
        int index, ChatMessage message, @Nullable FinishReason finishReason, JsonObject additionalProperties) {}
