package dev.cocoonsdk.provider.internal.summary;

/** A summary that cannot be made. The message holds nothing of the input. */
public final class SummaryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** The input has no text. */
        NOTHING_TO_SUMMARIZE,
        /** The summary should be in another language than the input. */
        OTHER_LANGUAGE
    }

    private final Kind kind;

    SummaryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Why not. */
    public Kind kind() {
        return kind;
    }
}
