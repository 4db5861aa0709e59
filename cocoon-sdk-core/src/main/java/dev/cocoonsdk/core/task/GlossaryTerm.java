package dev.cocoonsdk.core.task;

/**
 * A term with the translation that must be used for it.
 *
 * @param source the term in the input, 1 to {@value #MAX_LENGTH} characters
 * @param target its translation, 1 to {@value #MAX_LENGTH} characters
 */
public record GlossaryTerm(String source, String target) {

    /** Longest term in characters. */
    public static final int MAX_LENGTH = 500;

    /**
     * Checks the terms.
     *
     * @throws IllegalArgumentException if one is empty, too long or not well-formed Unicode
     */
    public GlossaryTerm {
        Texts.require("glossary.source", source, MAX_LENGTH);
        Texts.require("glossary.target", target, MAX_LENGTH);
    }

    /** Says nothing of the terms: they may be confidential. */
    @Override
    public String toString() {
        return "GlossaryTerm[" + source.length() + " -> " + target.length() + " characters]";
    }
}
