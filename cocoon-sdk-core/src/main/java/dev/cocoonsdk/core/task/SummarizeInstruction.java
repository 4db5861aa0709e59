package dev.cocoonsdk.core.task;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a summary.
 *
 * @param input what the user message contains
 * @param length how long the summary should be, or null to leave it to the engine
 * @param style its shape
 * @param language the language to write in, or null for the language of the input
 * @param focus a question that the summary should answer above all, at most {@value #MAX_FOCUS} characters, or null
 * @param part which part of a longer input this is, or null if it is the whole
 */
public record SummarizeInstruction(
        InputForm input,
        @Nullable TextLength length,
        SummaryStyle style,
        @Nullable LanguageTag language,
        @Nullable String focus,
        @Nullable PartOf part)
        implements TaskInstruction {

    /** Longest focus question in characters. */
    public static final int MAX_FOCUS = 4_000;

    /**
     * Checks the focus question.
     *
     * @throws IllegalArgumentException if it is empty, too long or not well-formed Unicode
     */
    public SummarizeInstruction {
        Texts.requireOrNull("focus", focus, MAX_FOCUS);
    }

    @Override
    public TaskKind kind() {
        return TaskKind.SUMMARIZE;
    }

    /** Does not show the focus question: it may be confidential. */
    @Override
    public String toString() {
        return "SummarizeInstruction[" + input.wireName() + ", " + length + ", " + style.wireName() + "]";
    }
}
