package dev.cocoonsdk.core.models;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do.
 *
 * @param endpoints paths it answers on, such as {@code /v1/chat/completions}
 * @param tasks among {@code summarize}, {@code chat}, {@code translate}, {@code draft}, {@code image.generate}, {@code image.edit},
 *     {@code image.describe}, {@code embeddings}; others may come
 * @param contextTokens the length of its context, or null if not said
 * @param additionalProperties the other members
 */
public record ModelCapabilities(
        List<String> endpoints,
        List<String> tasks,
        @Nullable Integer contextTokens,
        JsonObject additionalProperties) {

    /** What is assumed of a model whose server says nothing: a chat model. */
    public static final ModelCapabilities ASSUMED = new ModelCapabilities(
            List.of("/v1/chat/completions"),
            List.of("chat", "summarize", "translate", "draft", "image.describe"),
            null,
            new JsonObject(Map.<String, JsonValue>of()));

    /** Copies the lists. */
    public ModelCapabilities {
        endpoints = List.copyOf(endpoints);
        tasks = List.copyOf(tasks);
    }
}
