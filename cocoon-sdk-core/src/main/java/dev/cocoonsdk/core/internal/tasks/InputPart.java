package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.summarize.SourceRange;

/**
 * One part of an input, ready to be sent.
 *
 * @param content the user message
 * @param source where it comes from
 */
record InputPart(String content, SourceRange source) {

    /** Says the length only: inputs are confidential. */
    @Override
    public String toString() {
        return "InputPart[" + content.length() + " characters, " + source + "]";
    }
}
