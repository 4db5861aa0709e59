package dev.cocoonsdk.core.task;

/** What the user message that follows the instruction contains. */
public enum InputForm {
    /** Plain text, exactly the message's content. */
    TEXT("text"),
    /** One message of a conversation per line, see {@link ChatTranscript}. */
    CHAT("chat"),
    /**
     * Summaries of the successive parts of one longer input, in order, with an empty line between them. It is plain text to
     * everybody who does not care.
     */
    SUMMARIES("summaries");

    private final String wireName;

    InputForm(String wireName) {
        this.wireName = wireName;
    }

    /** The value of member {@code input}. */
    public String wireName() {
        return wireName;
    }
}
