package dev.cocoonsdk.core.summarize;

/** Where in the input a part lies. The parts of a summary follow one another without gap or overlap. */
public sealed interface SourceRange {

    /**
     * A stretch of a text, or of the text of one message.
     *
     * @param start its first character (UTF-16 index), from 0
     * @param end the character after its last one, at least {@code start}
     */
    record OfText(int start, int end) implements SourceRange {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if not 0 ≤ start ≤ end
         */
        public OfText {
            check(start, end);
        }
    }

    /**
     * Successive messages of a conversation.
     *
     * @param start index of the first message, from 0
     * @param end index after the last one, greater than {@code start}
     */
    record OfMessages(int start, int end) implements SourceRange {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if not 0 ≤ start ≤ end
         */
        public OfMessages {
            check(start, end);
        }
    }

    /**
     * A stretch of one message that is too long for one call.
     *
     * @param message index of the message, from 0
     * @param text the stretch of its text
     */
    record OfMessage(int message, OfText text) implements SourceRange {}

    private static void check(int start, int end) {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("range: " + start + " to " + end + " (expected: 0 <= start <= end)");
        }
    }
}
