package dev.cocoonsdk.core.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation that is the input of a task.
 *
 * @param author the name to show, may be empty
 * @param time when it was written, or null if not known
 * @param text what was written, may be empty
 * @param id a name for this message that {@link #replyTo} of others can use, or null
 * @param replyTo the {@link #id} of the message that this one answers, or null
 */
public record ChatLine(
        String author,
        @Nullable Instant time,
        String text,
        @Nullable String id,
        @Nullable String replyTo) {

    /**
     * A message of which only author and text are known.
     *
     * @param author the name to show, may be empty
     * @param text what was written, may be empty
     */
    public static ChatLine of(String author, String text) {
        return new ChatLine(author, null, text, null, null);
    }

    /**
     * A message with its time.
     *
     * @param author the name to show, may be empty
     * @param time when it was written
     * @param text what was written, may be empty
     */
    public static ChatLine of(String author, Instant time, String text) {
        return new ChatLine(author, time, text, null, null);
    }

    /** A copy with the name that replies to it use. */
    public ChatLine withId(String newId) {
        return new ChatLine(author, time, text, newId, replyTo);
    }

    /** A copy that answers the message with this {@link #id}. */
    public ChatLine withReplyTo(String answeredId) {
        return new ChatLine(author, time, text, id, answeredId);
    }

    /** A copy with another text. */
    public ChatLine withText(String newText) {
        return new ChatLine(author, time, newText, id, replyTo);
    }

    /** Says the text's length only: messages are confidential. */
    @Override
    public String toString() {
        return "ChatLine[" + text.length() + " characters]";
    }
}
