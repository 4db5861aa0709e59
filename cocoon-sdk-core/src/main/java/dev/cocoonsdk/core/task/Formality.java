package dev.cocoonsdk.core.task;

/** How a translation addresses its reader, for languages that distinguish it. */
public enum Formality {
    /** For example German "Sie". */
    FORMAL("formal"),
    /** For example German "du". */
    INFORMAL("informal");

    private final String wireName;

    Formality(String wireName) {
        this.wireName = wireName;
    }

    /** The value of member {@code formality}. */
    public String wireName() {
        return wireName;
    }
}
