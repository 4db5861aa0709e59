package dev.cocoonsdk.core.draft;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.DraftInstruction;
import dev.cocoonsdk.core.task.DraftMode;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.TextLength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one or more drafts. Of a conversation that does not fit into the model's context, the newest messages that fit are used.
 *
 * @param mode whether to reply to the input or to rewrite it
 * @param input a text, or for replies also a conversation
 * @param model or null for the client's default model
 * @param tone such as {@code friendly}, at most {@value DraftInstruction#MAX_TONE} characters, or null
 * @param length how long each draft should be, or null to leave it to the model
 * @param language the language to write in, or null for the language of the input
 * @param as the name of the person who will send the draft, at most {@value DraftInstruction#MAX_TONE} characters, or null
 * @param intent what the draft should say or achieve, at most {@value DraftInstruction#MAX_INTENT} characters, or null
 * @param variants how many different drafts, from 1 to {@value DraftInstruction#MAX_VARIANTS}
 * @param contextTokens how much the model takes in and puts out at once, at least {@value #MIN_CONTEXT}; null for what the server says
 * @param maxOutputTokens the most tokens of the answer, all variants together, or null for what suits the length
 */
public record DraftRequest(
        DraftMode mode,
        DraftInput input,
        @Nullable ModelId model,
        @Nullable String tone,
        @Nullable TextLength length,
        @Nullable LanguageTag language,
        @Nullable String as,
        @Nullable String intent,
        int variants,
        @Nullable Integer contextTokens,
        @Nullable Integer maxOutputTokens) {

    /** Smallest {@link #contextTokens()}: smaller ones leave no room beside the instruction. */
    public static final int MIN_CONTEXT = 1024;

    /**
     * Checks the request.
     *
     * @throws InvalidRequestException naming the member, if it is empty or out of range
     */
    public DraftRequest {
        boolean blank = input instanceof DraftInput.Text text
                ? text.text().isBlank()
                : ((DraftInput.Chat) input)
                        .lines().stream().allMatch(line -> line.text().isBlank());
        if (blank) {
            throw InvalidRequestException.of("input", "no text", "some text");
        }
        if (contextTokens != null && contextTokens < MIN_CONTEXT) {
            throw InvalidRequestException.of("contextTokens", contextTokens.toString(), ">= " + MIN_CONTEXT);
        }
        if (maxOutputTokens != null && maxOutputTokens < 1) {
            throw InvalidRequestException.of("maxOutputTokens", maxOutputTokens.toString(), ">= 1");
        }
        instruction(mode, input, tone, length, language, as, intent, variants);
    }

    private static DraftInstruction instruction(
            DraftMode mode,
            DraftInput input,
            @Nullable String tone,
            @Nullable TextLength length,
            @Nullable LanguageTag language,
            @Nullable String as,
            @Nullable String intent,
            int variants) {
        InputForm form = input instanceof DraftInput.Chat ? InputForm.CHAT : InputForm.TEXT;
        try {
            return new DraftInstruction(mode, form, tone, length, language, as, intent, variants);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int colon = message.indexOf(':');
            throw new InvalidRequestException(message, colon < 0 ? null : message.substring(0, colon), null);
        }
    }

    /** The task as it travels. */
    public DraftInstruction instruction() {
        return instruction(mode, input, tone, length, language, as, intent, variants);
    }

    /** Begins a reply to a text, such as a mail. */
    public static Builder replyTo(String text) {
        return new Builder(DraftMode.REPLY, new DraftInput.Text(text));
    }

    /** Begins a reply to a conversation. */
    public static Builder replyTo(List<ChatLine> chat) {
        return new Builder(DraftMode.REPLY, new DraftInput.Chat(chat));
    }

    /** Begins a rewrite of a text. */
    public static Builder rewrite(String text) {
        return new Builder(DraftMode.REWRITE, new DraftInput.Text(text));
    }

    /** Sizes and mode; never the input, the tone or the intent. */
    @Override
    public String toString() {
        return "DraftRequest[" + mode.wireName() + ", " + input + ", " + model + ", " + length + ", " + language + ", "
                + variants + "]";
    }

    /** Collects a request. */
    public static final class Builder {
        private final DraftMode mode;
        private final DraftInput input;
        private @Nullable ModelId model;
        private @Nullable String tone;
        private @Nullable TextLength length;
        private @Nullable LanguageTag language;
        private @Nullable String as;
        private @Nullable String intent;
        private int variants = 1;
        private @Nullable Integer contextTokens;
        private @Nullable Integer maxOutputTokens;

        private Builder(DraftMode mode, DraftInput input) {
            this.mode = mode;
            this.input = input;
        }

        /** The model; null for the client's default model. */
        public Builder model(@Nullable ModelId value) {
            model = value;
            return this;
        }

        /** Such as {@code friendly}; null to leave it to the model. */
        public Builder tone(@Nullable String value) {
            tone = value;
            return this;
        }

        /** How long each draft should be; null to leave it to the model. */
        public Builder length(@Nullable TextLength value) {
            length = value;
            return this;
        }

        /** The language to write in; null for the language of the input. */
        public Builder language(@Nullable LanguageTag value) {
            language = value;
            return this;
        }

        /** The name of the person who will send the draft; null for nobody in particular. */
        public Builder as(@Nullable String value) {
            as = value;
            return this;
        }

        /** What the draft should say or achieve; null to leave it to the model. */
        public Builder intent(@Nullable String value) {
            intent = value;
            return this;
        }

        /** How many different drafts; 1 if not set. */
        public Builder variants(int value) {
            variants = value;
            return this;
        }

        /** How much the model takes in and puts out at once; null for what the server says. */
        public Builder contextTokens(@Nullable Integer value) {
            contextTokens = value;
            return this;
        }

        /** The most tokens of the answer; null for what suits the length. */
        public Builder maxOutputTokens(@Nullable Integer value) {
            maxOutputTokens = value;
            return this;
        }

        /**
         * The request.
         *
         * @throws InvalidRequestException naming the member, if it is empty or out of range
         */
        public DraftRequest build() {
            return new DraftRequest(
                    mode, input, model, tone, length, language, as, intent, variants, contextTokens, maxOutputTokens);
        }
    }
}
