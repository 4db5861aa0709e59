package dev.cocoonsdk.core.translate;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.task.Formality;
import dev.cocoonsdk.core.task.GlossaryTerm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.TranslateInstruction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of any length to be translated. One that does not fit into the model's context is split at paragraph or sentence borders and
 * translated part by part.
 *
 * @param text not blank
 * @param model or null for the client's default model
 * @param target the language to translate into
 * @param source the language of the text, whose rules for sentences apply when it is split, or null to let the model find out
 * @param formality how to address the reader, or null to keep the text's
 * @param glossary terms with prescribed translations, at most {@value TranslateInstruction#MAX_GLOSSARY}
 * @param contextTokens how much the model takes in and puts out at once, at least {@value #MIN_CONTEXT}; null for what the server says
 *     of the model, or {@value #DEFAULT_CONTEXT} if it says nothing
 * @param parallelism how many parts are translated at the same time, 1 to {@value #MAX_PARALLELISM}; a stream translates one after the
 *     other
 */
public record TranslateRequest(
        String text,
        @Nullable ModelId model,
        LanguageTag target,
        @Nullable LanguageTag source,
        @Nullable Formality formality,
        List<GlossaryTerm> glossary,
        @Nullable Integer contextTokens,
        int parallelism) {

    /** Smallest {@link #contextTokens()}: smaller ones leave no room beside the instruction. */
    public static final int MIN_CONTEXT = 1024;

    /** Assumed of a model of which nothing is known. */
    public static final int DEFAULT_CONTEXT = 8192;

    /** Greatest {@link #parallelism()}. */
    public static final int MAX_PARALLELISM = 64;

    /**
     * Copies the glossary and checks the request.
     *
     * @throws InvalidRequestException naming the member, if it is empty or out of range
     */
    public TranslateRequest {
        glossary = List.copyOf(glossary);
        if (text.isBlank()) {
            throw InvalidRequestException.of("text", "blank text", "some text");
        }
        if (glossary.size() > TranslateInstruction.MAX_GLOSSARY) {
            throw InvalidRequestException.of(
                    "glossary", glossary.size() + " terms", "at most " + TranslateInstruction.MAX_GLOSSARY);
        }
        if (contextTokens != null && contextTokens < MIN_CONTEXT) {
            throw InvalidRequestException.of("contextTokens", contextTokens.toString(), ">= " + MIN_CONTEXT);
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw InvalidRequestException.of("parallelism", "" + parallelism, "1 to " + MAX_PARALLELISM);
        }
    }

    /**
     * A text to be translated, with everything else as it comes.
     *
     * @throws InvalidRequestException if the text is blank
     */
    public static TranslateRequest of(String text, LanguageTag target) {
        return builder(text, target).build();
    }

    /** Begins with a text and the language to translate it into. */
    public static Builder builder(String text, LanguageTag target) {
        return new Builder(text, target);
    }

    /** Sizes and languages; never the text or the glossary. */
    @Override
    public String toString() {
        return "TranslateRequest[" + text.length() + " characters, " + model + ", " + source + " to " + target + "]";
    }

    /** Collects a request. */
    public static final class Builder {
        private final String text;
        private final LanguageTag target;
        private final List<GlossaryTerm> glossary = new ArrayList<>();
        private @Nullable ModelId model;
        private @Nullable LanguageTag source;
        private @Nullable Formality formality;
        private @Nullable Integer contextTokens;
        private int parallelism = 4;

        private Builder(String text, LanguageTag target) {
            this.text = text;
            this.target = target;
        }

        /** The model; null for the client's default model. */
        public Builder model(@Nullable ModelId value) {
            model = value;
            return this;
        }

        /** The language of the text; null to let the model find out. */
        public Builder source(@Nullable LanguageTag value) {
            source = value;
            return this;
        }

        /** How to address the reader; null to keep the text's. */
        public Builder formality(@Nullable Formality value) {
            formality = value;
            return this;
        }

        /**
         * One more term with its translation.
         *
         * @throws IllegalArgumentException if one is empty, too long or not well-formed Unicode
         */
        public Builder term(String from, String to) {
            glossary.add(new GlossaryTerm(from, to));
            return this;
        }

        /** How much the model takes in and puts out at once; null for what the server says. */
        public Builder contextTokens(@Nullable Integer value) {
            contextTokens = value;
            return this;
        }

        /** How many parts are translated at the same time; 4 if not set. */
        public Builder parallelism(int value) {
            parallelism = value;
            return this;
        }

        /**
         * The request.
         *
         * @throws InvalidRequestException naming the member, if it is empty or out of range
         */
        public TranslateRequest build() {
            return new TranslateRequest(text, model, target, source, formality, glossary, contextTokens, parallelism);
        }
    }
}
