package dev.cocoonsdk.core.summarize;

import dev.cocoonsdk.core.Usage;

/**
 * A part of the input that went into a summary.
 *
 * @param number which part, from 1
 * @param source where it lies in the input; the sources of all parts cover the input exactly
 * @param depth how many times its content was summarized on the way to the result: 1 if the input fitted into one call
 * @param text the summary of this part by itself; the result's text if the depth is 1
 * @param usage of the call that summarized it
 */
public record SummaryPart(int number, SourceRange source, int depth, String text, Usage usage) {

    /** Says the text's length only: answers are confidential. */
    @Override
    public String toString() {
        return "SummaryPart[" + number + ", " + source + ", depth " + depth + ", " + text.length() + " characters]";
    }
}
