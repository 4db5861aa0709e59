package dev.cocoonsdk.crypto.sealed;

/** Somebody between the two ends changed a message. Nothing of what was changed has been handed on. */
public final class SealedTamperingException extends SealedException {

    private static final long serialVersionUID = 1L;

    /** What was done, as far as it shows. */
    public enum Kind {
        /** The header or a wrap is not what was sealed. */
        HEADER_MODIFIED,
        /** A record does not verify. */
        MODIFIED,
        /** A later record stands here: some were swapped, or one was removed. */
        REORDERED,
        /** A record that was here before. */
        DUPLICATED,
        /** The message stops before its final record. */
        TRUNCATED,
        /** Bytes follow the final record. */
        EXTENDED,
        /** The answer is to another request, or by somebody who is no recipient. */
        SUBSTITUTED
    }

    private final Kind kind;
    private final long record;

    /**
     * Names what was done.
     *
     * @param record which record, from 0; 0 also for a header
     */
    public SealedTamperingException(Kind kind, long record) {
        super(Refusal.TAMPERED, "sealed envelope: " + kind + " at record " + record);
        this.kind = kind;
        this.record = record;
    }

    /** What was done. */
    public Kind kind() {
        return kind;
    }

    /** Which record, from 0. */
    public long record() {
        return record;
    }
}
