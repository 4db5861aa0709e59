package dev.cocoonsdk.core.summarize;

import dev.cocoonsdk.core.task.ChatLine;
import java.util.List;

/** What is to be summarized. */
public sealed interface SummarizeInput {

    /**
     * A text.
     *
     * @param text not blank
     */
    record Text(String text) implements SummarizeInput {
        /** Says the length only: inputs are confidential. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /**
     * A conversation.
     *
     * @param lines its messages in order, at least one
     */
    record Chat(List<ChatLine> lines) implements SummarizeInput {
        /** Copies the list. */
        public Chat {
            lines = List.copyOf(lines);
        }

        /** Says the number of messages only. */
        @Override
        public String toString() {
            return "Chat[" + lines.size() + " messages]";
        }
    }
}
