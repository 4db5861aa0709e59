package dev.cocoonsdk.core.summarize;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TextLength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text or conversation of any length to be summarized.
 *
 * <p>An input that does not fit into the model's context is split at paragraph, sentence or message borders, the parts are summarized
 * by themselves and then the summaries together, in several rounds if need be. Sizes are estimated on the safe side ({@code
 * docs/task-format.md} 6), since a client has no tokenizer.
 *
 * @param input what to summarize
 * @param model or null for the client's default model
 * @param length how long the summary should be, or null to leave it to the model
 * @param style its shape
 * @param language the language to write in, or null for the language of the input
 * @param focus a question that the summary should answer above all, or null
 * @param inputLanguage whose rules for sentences apply when the input is split, or null for rules that suit most languages
 * @param contextTokens how much the model takes in and puts out at once, at least {@value #MIN_CONTEXT}; null for what the server says
 *     of the model, or {@value #DEFAULT_CONTEXT} if it says nothing
 * @param maxInputTokens the most tokens that all calls together may send, by the same estimate, or null for no limit
 * @param maxOutputTokens the most tokens of each answer, thoughts of the model included, or null for what suits the length
 * @param parallelism how many parts are summarized at the same time, 1 to {@value #MAX_PARALLELISM}
 */
public record SummarizeRequest(
        SummarizeInput input,
        @Nullable ModelId model,
        @Nullable TextLength length,
        SummaryStyle style,
        @Nullable LanguageTag language,
        @Nullable String focus,
        @Nullable LanguageTag inputLanguage,
        @Nullable Integer contextTokens,
        @Nullable Long maxInputTokens,
        @Nullable Integer maxOutputTokens,
        int parallelism) {

    /** Smallest {@link #contextTokens()}: smaller ones leave no room beside the instruction. */
    public static final int MIN_CONTEXT = 1024;

    /** Assumed of a model of which nothing is known. */
    public static final int DEFAULT_CONTEXT = 8192;

    /** Greatest {@link #parallelism()}. */
    public static final int MAX_PARALLELISM = 64;

    /**
     * Checks the request.
     *
     * @throws InvalidRequestException naming the member, if it is empty or out of range
     */
    public SummarizeRequest {
        checkInput(input);
        if (focus != null && (focus.isBlank() || focus.length() > SummarizeInstruction.MAX_FOCUS)) {
            throw InvalidRequestException.of(
                    "focus", focus.length() + " characters", "1 to " + SummarizeInstruction.MAX_FOCUS + ", not blank");
        }
        check("contextTokens", contextTokens, MIN_CONTEXT, Integer.MAX_VALUE);
        check("maxInputTokens", maxInputTokens, 1, Long.MAX_VALUE);
        check("maxOutputTokens", maxOutputTokens, 1, Integer.MAX_VALUE);
        check("parallelism", parallelism, 1, MAX_PARALLELISM);
    }

    private static void checkInput(SummarizeInput input) {
        if (input instanceof SummarizeInput.Text text && text.text().isBlank()) {
            throw InvalidRequestException.of("input", "blank text", "some text");
        } else if (input instanceof SummarizeInput.Chat chat
                && chat.lines().stream().allMatch(line -> line.text().isBlank())) {
            throw InvalidRequestException.of("input", "no message with text", "at least one");
        }
    }

    private static void check(String field, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            throw InvalidRequestException.of(
                    field, value.toString(), max >= Integer.MAX_VALUE ? ">= " + min : min + " to " + max);
        }
    }

    /**
     * A text, with everything else as it comes.
     *
     * @throws InvalidRequestException if the text is blank
     */
    public static SummarizeRequest of(String text) {
        return builder(text).build();
    }

    /**
     * A conversation, with everything else as it comes.
     *
     * @throws InvalidRequestException if no message has text
     */
    public static SummarizeRequest of(List<ChatLine> chat) {
        return builder(chat).build();
    }

    /** Begins with a text. */
    public static Builder builder(String text) {
        return new Builder(new SummarizeInput.Text(text));
    }

    /** Begins with a conversation. */
    public static Builder builder(List<ChatLine> chat) {
        return new Builder(new SummarizeInput.Chat(chat));
    }

    /** Sizes and shape; never the input or the focus question. */
    @Override
    public String toString() {
        return "SummarizeRequest[" + input + ", " + model + ", " + length + ", " + style.wireName() + ", " + language
                + "]";
    }

    /** Collects a request. */
    public static final class Builder {
        private final SummarizeInput input;
        private @Nullable ModelId model;
        private @Nullable TextLength length;
        private SummaryStyle style = SummaryStyle.PARAGRAPH;
        private @Nullable LanguageTag language;
        private @Nullable String focus;
        private @Nullable LanguageTag inputLanguage;
        private @Nullable Integer contextTokens;
        private @Nullable Long maxInputTokens;
        private @Nullable Integer maxOutputTokens;
        private int parallelism = 4;

        private Builder(SummarizeInput input) {
            this.input = input;
        }

        /** The model; null for the client's default model. */
        public Builder model(@Nullable ModelId value) {
            model = value;
            return this;
        }

        /** How long the summary should be; null to leave it to the model. */
        public Builder length(@Nullable TextLength value) {
            length = value;
            return this;
        }

        /**
         * At most so many sentences.
         *
         * @throws IllegalArgumentException if out of range
         */
        public Builder sentences(int count) {
            return length(TextLength.sentences(count));
        }

        /**
         * About so many words.
         *
         * @throws IllegalArgumentException if out of range
         */
        public Builder words(int count) {
            return length(TextLength.words(count));
        }

        /** The shape of the summary; {@link SummaryStyle#PARAGRAPH} if not set. */
        public Builder style(SummaryStyle value) {
            style = value;
            return this;
        }

        /** The language to write in; null for the language of the input. */
        public Builder language(@Nullable LanguageTag value) {
            language = value;
            return this;
        }

        /** A question that the summary should answer above all; null for none. */
        public Builder focus(@Nullable String value) {
            focus = value;
            return this;
        }

        /** Whose rules for sentences apply when the input is split; null for rules that suit most languages. */
        public Builder inputLanguage(@Nullable LanguageTag value) {
            inputLanguage = value;
            return this;
        }

        /** How much the model takes in and puts out at once; null for what the server says. */
        public Builder contextTokens(@Nullable Integer value) {
            contextTokens = value;
            return this;
        }

        /** The most tokens that all calls together may send; null for no limit. */
        public Builder maxInputTokens(@Nullable Long value) {
            maxInputTokens = value;
            return this;
        }

        /** The most tokens of each answer; null for what suits the length. */
        public Builder maxOutputTokens(@Nullable Integer value) {
            maxOutputTokens = value;
            return this;
        }

        /** How many parts are summarized at the same time; 4 if not set. */
        public Builder parallelism(int value) {
            parallelism = value;
            return this;
        }

        /**
         * The request.
         *
         * @throws InvalidRequestException naming the member, if it is empty or out of range
         */
        public SummarizeRequest build() {
            return new SummarizeRequest(
                    input,
                    model,
                    length,
                    style,
                    language,
                    focus,
                    inputLanguage,
                    contextTokens,
                    maxInputTokens,
                    maxOutputTokens,
                    parallelism);
        }
    }
}
