package dev.cocoonsdk.core.draft;

/** What happens while drafts are written. */
public sealed interface DraftEvent {

    /** The new text of the only draft; empty for every other kind of event and if several drafts were asked for. */
    default String text() {
        return "";
    }

    /**
     * More text of the draft; comes only if one draft was asked for.
     *
     * @param text not empty
     */
    record TextDelta(String text) implements DraftEvent {
        /** Says the length only: answers are confidential. */
        @Override
        public String toString() {
            return "TextDelta[" + text.length() + " characters]";
        }
    }

    /**
     * A draft is complete.
     *
     * @param index which one, from 0
     * @param draft its whole text
     */
    record Variant(int index, String draft) implements DraftEvent {
        /** Says the length only: answers are confidential. */
        @Override
        public String toString() {
            return "Variant[" + index + ", " + draft.length() + " characters]";
        }
    }

    /**
     * All drafts are complete; the last event.
     *
     * @param result the same as that of the stream
     */
    record Done(DraftResult result) implements DraftEvent {}
}
