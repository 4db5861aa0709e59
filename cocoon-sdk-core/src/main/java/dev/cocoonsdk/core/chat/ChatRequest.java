package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to go on with. Members that are null are not sent. An official worker takes only some of them ({@code
 * docs/protocol/http-api.md} 3.1). The text form shows no content.
 *
 * @param model or null for the client's default model
 * @param messages at least one
 * @param maxTokens the most tokens of the answer, at least 1, or null; sent as {@code max_tokens} unless the additional properties have
 *     {@code max_completion_tokens}
 * @param temperature 0 to 2, or null
 * @param topP 0 to 1, or null
 * @param n how many answers, at least 1, or null for one
 * @param stop texts that end the answer
 * @param seed for repeatable answers, or null
 * @param frequencyPenalty −2 to 2, or null
 * @param presencePenalty −2 to 2, or null
 * @param tools functions that the model may call
 * @param toolChoice whether it calls them, or null
 * @param responseFormat the form of the answer, or null
 * @param reasoningEffort such as {@code low}, or null
 * @param additionalProperties further members, sent as they are; they win over the ones above
 */
public record ChatRequest(
        @Nullable ModelId model,
        List<ChatMessage> messages,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer n,
        List<String> stop,
        @Nullable Long seed,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        List<ChatTool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable ResponseFormat responseFormat,
        @Nullable String reasoningEffort,
        JsonObject additionalProperties) {

    /**
     * Copies the lists and checks the ranges.
     *
     * @throws InvalidRequestException naming the member, if one is out of range
     */
    public ChatRequest {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw InvalidRequestException.of("messages", "none", "at least one");
        }
        checkRange("max_tokens", maxTokens, 1, Integer.MAX_VALUE);
        checkRange("temperature", temperature, 0, 2);
        checkRange("top_p", topP, 0, 1);
        checkRange("n", n, 1, 128);
        checkRange("frequency_penalty", frequencyPenalty, -2, 2);
        checkRange("presence_penalty", presencePenalty, -2, 2);
    }

    private static void checkRange(String field, @Nullable Number value, double min, double max) {
        if (value != null && !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            String range = max == Integer.MAX_VALUE ? ">= " + (long) min : (long) min + " to " + (long) max;
            throw InvalidRequestException.of(field, value.toString(), range);
        }
    }

    /** One question, with everything else as it comes. */
    public static ChatRequest of(String text) {
        return builder().user(text).build();
    }

    /** Begins a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins with this request. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public String toString() {
        return "ChatRequest[" + model + ", " + messages.size() + " messages]";
    }

    /** Collects a request. */
    public static final class Builder {
        private @Nullable ModelId model;
        private final List<ChatMessage> messages = new ArrayList<>();
        private @Nullable Integer maxTokens;
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer n;
        private List<String> stop = List.of();
        private @Nullable Long seed;
        private @Nullable Double frequencyPenalty;
        private @Nullable Double presencePenalty;
        private final List<ChatTool> tools = new ArrayList<>();
        private @Nullable ToolChoice toolChoice;
        private @Nullable ResponseFormat responseFormat;
        private @Nullable String reasoningEffort;
        private JsonObject additionalProperties = new JsonObject(Map.<String, JsonValue>of());

        private Builder() {}

        private Builder(ChatRequest from) {
            model = from.model;
            messages.addAll(from.messages);
            maxTokens = from.maxTokens;
            temperature = from.temperature;
            topP = from.topP;
            n = from.n;
            stop = from.stop;
            seed = from.seed;
            frequencyPenalty = from.frequencyPenalty;
            presencePenalty = from.presencePenalty;
            tools.addAll(from.tools);
            toolChoice = from.toolChoice;
            responseFormat = from.responseFormat;
            reasoningEffort = from.reasoningEffort;
            additionalProperties = from.additionalProperties;
        }

        /** The model; null for the client's default model. */
        public Builder model(@Nullable ModelId value) {
            model = value;
            return this;
        }

        /**
         * The model.
         *
         * @throws IllegalArgumentException if the name is no {@link ModelId}
         */
        public Builder model(String value) {
            return model(ModelId.of(value));
        }

        /** One more message. */
        public Builder message(ChatMessage value) {
            messages.add(value);
            return this;
        }

        /** More messages. */
        public Builder messages(List<ChatMessage> values) {
            messages.addAll(values);
            return this;
        }

        /** Instructions of the application. */
        public Builder system(String text) {
            return message(ChatMessage.system(text));
        }

        /** What the person says. */
        public Builder user(String text) {
            return message(ChatMessage.user(text));
        }

        /** What the person says and shows. */
        public Builder user(ContentPart... parts) {
            return message(ChatMessage.user(parts));
        }

        /** What the model said before. */
        public Builder assistant(String text) {
            return message(ChatMessage.assistant(text));
        }

        /** The most tokens of the answer; null for the engine's default. */
        public Builder maxTokens(@Nullable Integer value) {
            maxTokens = value;
            return this;
        }

        /** How free the choice of words is, 0 to 2; null for the engine's default. */
        public Builder temperature(@Nullable Double value) {
            temperature = value;
            return this;
        }

        /** The share of probability that words are chosen from, 0 to 1; null for the engine's default. */
        public Builder topP(@Nullable Double value) {
            topP = value;
            return this;
        }

        /** How many answers; null for one. */
        public Builder n(@Nullable Integer value) {
            n = value;
            return this;
        }

        /** Texts that end the answer. */
        public Builder stop(List<String> values) {
            stop = values;
            return this;
        }

        /** For repeatable answers; null for none. */
        public Builder seed(@Nullable Long value) {
            seed = value;
            return this;
        }

        /** −2 to 2; null for the engine's default. */
        public Builder frequencyPenalty(@Nullable Double value) {
            frequencyPenalty = value;
            return this;
        }

        /** −2 to 2; null for the engine's default. */
        public Builder presencePenalty(@Nullable Double value) {
            presencePenalty = value;
            return this;
        }

        /** One more function that the model may call. */
        public Builder tool(ChatTool value) {
            tools.add(value);
            return this;
        }

        /** Whether the model calls tools; null for the engine's default. */
        public Builder toolChoice(@Nullable ToolChoice value) {
            toolChoice = value;
            return this;
        }

        /** The form of the answer; null for text. */
        public Builder responseFormat(@Nullable ResponseFormat value) {
            responseFormat = value;
            return this;
        }

        /** How much the model thinks; null for the engine's default. */
        public Builder reasoningEffort(@Nullable String value) {
            reasoningEffort = value;
            return this;
        }

        /** One further member of the request; wins over the typed ones. */
        public Builder additionalProperty(String name, JsonValue value) {
            additionalProperties = additionalProperties.with(name, value);
            return this;
        }

        /**
         * The request.
         *
         * @throws InvalidRequestException naming the member, if one is out of range
         */
        public ChatRequest build() {
            return new ChatRequest(
                    model,
                    messages,
                    maxTokens,
                    temperature,
                    topP,
                    n,
                    stop,
                    seed,
                    frequencyPenalty,
                    presencePenalty,
                    tools,
                    toolChoice,
                    responseFormat,
                    reasoningEffort,
                    additionalProperties);
        }
    }
}
