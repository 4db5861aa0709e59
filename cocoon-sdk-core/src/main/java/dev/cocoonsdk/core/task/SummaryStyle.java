package dev.cocoonsdk.core.task;

/** The shape of a summary. */
public enum SummaryStyle {
    /** Running text. */
    PARAGRAPH("paragraph"),
    /** One point per line, each line begins with {@code "- "}. */
    BULLETS("bullets"),
    /** One line without a full stop at its end. */
    HEADLINE("headline");

    private final String wireName;

    SummaryStyle(String wireName) {
        this.wireName = wireName;
    }

    /** The value of member {@code style}. */
    public String wireName() {
        return wireName;
    }
}
