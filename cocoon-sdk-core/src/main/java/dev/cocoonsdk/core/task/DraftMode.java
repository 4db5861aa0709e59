package dev.cocoonsdk.core.task;

/** What a draft does with its input. */
public enum DraftMode {
    /** Writes an answer to the input. */
    REPLY("reply"),
    /** Writes the input anew. */
    REWRITE("rewrite");

    private final String wireName;

    DraftMode(String wireName) {
        this.wireName = wireName;
    }

    /** The value of member {@code mode}. */
    public String wireName() {
        return wireName;
    }
}
