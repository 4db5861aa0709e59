package dev.cocoonsdk.core.summarize;

import dev.cocoonsdk.core.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What happens while a summary is made. Round 1 summarizes the parts of the input, each further round the summaries of the round
 * before; the last round has one part, whose text is streamed.
 */
public sealed interface SummarizeEvent {

    /** The new text of the summary; empty for every other kind of event. Enough to print a summary as it comes. */
    default String text() {
        return "";
    }

    /**
     * A part was sent to the model.
     *
     * @param round from 1
     * @param number which part of the round, from 1
     * @param total how many parts the round has
     * @param source where the part lies in the input, or null in later rounds
     */
    record PartStarted(
            int round, int number, int total, @Nullable SourceRange source) implements SummarizeEvent {}

    /**
     * A part was summarized. Parts of a round may finish in any order.
     *
     * @param round from 1
     * @param number which part of the round, from 1
     * @param total how many parts the round has
     * @param usage of its call
     */
    record PartFinished(int round, int number, int total, Usage usage) implements SummarizeEvent {}

    /**
     * More text of the summary; all of them joined are the result's text.
     *
     * @param text not empty
     */
    record TextDelta(String text) implements SummarizeEvent {
        /** Says the length only: answers are confidential. */
        @Override
        public String toString() {
            return "TextDelta[" + text.length() + " characters]";
        }
    }

    /**
     * The summary is complete; the last event.
     *
     * @param result the same as that of the stream
     */
    record Done(SummarizeResult result) implements SummarizeEvent {}
}
