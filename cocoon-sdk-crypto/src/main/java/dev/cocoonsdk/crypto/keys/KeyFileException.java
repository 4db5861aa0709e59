package dev.cocoonsdk.crypto.keys;

import org.jspecify.annotations.Nullable;

/** A key file cannot be used. The message holds neither passphrase nor key. */
public final class KeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** It cannot be read or written. */
        UNREADABLE,
        /** There is a file of this name already, which is never replaced. */
        EXISTS,
        /** It is no key file, or one of a later version. */
        MALFORMED,
        /** The passphrase is wrong, or somebody changed the file. The two cannot be told apart. */
        WRONG_PASSPHRASE
    }

    private final Reason reason;

    KeyFileException(Reason reason, String file, String detail, @Nullable Throwable cause) {
        super("key file " + file + ": " + detail, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
