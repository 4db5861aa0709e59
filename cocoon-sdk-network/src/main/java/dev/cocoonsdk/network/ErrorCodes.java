package dev.cocoonsdk.network;

/** Error codes of the protocol ({@code docs/protocol/wire.md} 14); other values may arrive. */
public final class ErrorCodes {

    /** An error without a code. */
    public static final int NONE = 0;
    /** A failure. */
    public static final int FAILURE = 601;
    /** An error. */
    public static final int ERROR = 602;
    /** A warning. */
    public static final int WARNING = 603;
    /** The peer broke the protocol, or the request is invalid. */
    public static final int PROTOCOL_VIOLATION = 621;
    /** Not possible now. */
    public static final int NOT_READY = 651;
    /** Took too long. */
    public static final int TIMEOUT = 652;
    /** Stopped on demand. */
    public static final int CANCELLED = 653;

    private ErrorCodes() {}
}
