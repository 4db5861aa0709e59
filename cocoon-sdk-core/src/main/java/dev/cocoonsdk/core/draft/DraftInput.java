package dev.cocoonsdk.core.draft;

import dev.cocoonsdk.core.task.ChatLine;
import java.util.List;

/** What a draft replies to or rewrites. */
public sealed interface DraftInput {

    /**
     * A text.
     *
     * @param text not blank
     */
    record Text(String text) implements DraftInput {
        /** Says the length only: inputs are confidential. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /**
     * A conversation, for replies only.
     *
     * @param lines its messages in order, at least one
     */
    record Chat(List<ChatLine> lines) implements DraftInput {
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
