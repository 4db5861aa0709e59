package dev.cocoonsdk.core.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a translation of plain text.
 *
 * @param target the language to translate into
 * @param source the language of the input, or null to let the engine find out
 * @param formality how to address the reader, or null to keep the input's
 * @param glossary terms with prescribed translations, at most {@value #MAX_GLOSSARY}
 * @param part which part of a longer input this is, or null if it is the whole
 */
public record TranslateInstruction(
        LanguageTag target,
        @Nullable LanguageTag source,
        @Nullable Formality formality,
        List<GlossaryTerm> glossary,
        @Nullable PartOf part)
        implements TaskInstruction {

    /** Most terms of a glossary. */
    public static final int MAX_GLOSSARY = 1_000;

    /**
     * Copies the glossary.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public TranslateInstruction {
        glossary = List.copyOf(glossary);
        if (glossary.size() > MAX_GLOSSARY) {
            throw new IllegalArgumentException(
                    "glossary: " + glossary.size() + " terms (expected: at most " + MAX_GLOSSARY + ")");
        }
    }

    @Override
    public TaskKind kind() {
        return TaskKind.TRANSLATE;
    }

    /** Always {@link InputForm#TEXT}. */
    @Override
    public InputForm input() {
        return InputForm.TEXT;
    }
}
