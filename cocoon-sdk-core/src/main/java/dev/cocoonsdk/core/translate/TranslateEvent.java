package dev.cocoonsdk.core.translate;

import dev.cocoonsdk.core.Usage;

/** What happens while a text is translated. */
public sealed interface TranslateEvent {

    /** The new text of the translation; empty for every other kind of event. Enough to print a translation as it comes. */
    default String text() {
        return "";
    }

    /**
     * A part was sent to the model.
     *
     * @param number which part, from 1
     * @param total how many parts there are
     */
    record PartStarted(int number, int total) implements TranslateEvent {}

    /**
     * A part was translated.
     *
     * @param number which part, from 1
     * @param total how many parts there are
     * @param usage of its request
     */
    record PartFinished(int number, int total, Usage usage) implements TranslateEvent {}

    /**
     * More text of the translation; all of them joined are the result's text.
     *
     * @param text not empty
     */
    record TextDelta(String text) implements TranslateEvent {
        /** Says the length only: answers are confidential. */
        @Override
        public String toString() {
            return "TextDelta[" + text.length() + " characters]";
        }
    }

    /**
     * The translation is complete; the last event.
     *
     * @param result the same as that of the stream
     */
    record Done(TranslateResult result) implements TranslateEvent {}
}
