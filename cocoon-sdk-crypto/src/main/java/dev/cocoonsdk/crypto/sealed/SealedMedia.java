package dev.cocoonsdk.crypto.sealed;

/** How sealed bytes are named in HTTP ({@code docs/sealed-envelope.md} 2). */
public final class SealedMedia {

    /** Content type of a sealed request. */
    public static final String REQUEST = "application/vnd.cocoon.sealed-request";

    /** Content type of a sealed answer. */
    public static final String ANSWER = "application/vnd.cocoon.sealed-answer";

    /** Method of the outer request. */
    public static final String METHOD = "POST";

    /** Path of the outer request. */
    public static final String PATH = "/v1/sealed";

    /** Outer status of a sealed answer and of evidence. */
    public static final int STATUS_OK = 200;

    /** Outer status of a key mismatch (RFC 9110 15.5.20). */
    public static final int STATUS_KEY_MISMATCH = 421;

    private SealedMedia() {}
}
