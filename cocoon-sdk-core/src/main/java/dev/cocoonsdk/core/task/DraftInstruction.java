package dev.cocoonsdk.core.task;

import org.jspecify.annotations.Nullable;

/**
 * Asks for drafts: replies to a text or chat, or rewrites of a text.
 *
 * @param mode reply or rewrite
 * @param input {@link InputForm#TEXT}, or for replies also {@link InputForm#CHAT}
 * @param tone such as {@code friendly} or {@code short and factual}, at most {@value #MAX_TONE} characters, or null
 * @param length how long each draft should be, or null to leave it to the engine
 * @param language the language to write in, or null for the language of the input
 * @param as the name of the person who will send the draft, at most {@value #MAX_TONE} characters, or null
 * @param intent what the draft should say or achieve, at most {@value #MAX_INTENT} characters, or null
 * @param variants how many different drafts, from 1 to {@value #MAX_VARIANTS}
 */
public record DraftInstruction(
        DraftMode mode,
        InputForm input,
        @Nullable String tone,
        @Nullable TextLength length,
        @Nullable LanguageTag language,
        @Nullable String as,
        @Nullable String intent,
        int variants)
        implements TaskInstruction {

    /** Longest tone and longest name in characters. */
    public static final int MAX_TONE = 200;

    /** Longest intent in characters. */
    public static final int MAX_INTENT = 4_000;

    /** Most drafts. */
    public static final int MAX_VARIANTS = 10;

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if a text is empty, too long or not well-formed Unicode, the number of variants is out
     *     of range, or the input form does not fit the mode
     */
    public DraftInstruction {
        Texts.requireOrNull("tone", tone, MAX_TONE);
        Texts.requireOrNull("as", as, MAX_TONE);
        Texts.requireOrNull("intent", intent, MAX_INTENT);
        if (variants < 1 || variants > MAX_VARIANTS) {
            throw new IllegalArgumentException("variants: " + variants + " (expected: 1 to " + MAX_VARIANTS + ")");
        }
        if (input == InputForm.SUMMARIES || (input == InputForm.CHAT && mode == DraftMode.REWRITE)) {
            throw new IllegalArgumentException("input: " + input.wireName() + " with mode " + mode.wireName()
                    + " (expected: text, or chat to reply to)");
        }
    }

    @Override
    public TaskKind kind() {
        return TaskKind.DRAFT;
    }

    /** Does not show the free texts: they may be confidential. */
    @Override
    public String toString() {
        return "DraftInstruction[" + mode.wireName() + ", " + input.wireName() + ", " + length + ", " + variants + "]";
    }
}
