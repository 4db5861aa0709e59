package dev.cocoonsdk.crypto.sealed;

/** Why a provider does not open a request ({@code docs/sealed-envelope.md} 8.3). Travels in clear and unauthenticated. */
public enum Refusal {
    /** The bytes are no sealed request. */
    MALFORMED(1, 400, "malformed"),
    /** Another version of the envelope. */
    UNSUPPORTED_VERSION(2, 400, "unsupported version"),
    /** Another suite. */
    UNSUPPORTED_SUITE(3, 400, "unsupported suite"),
    /** Its time is over. */
    EXPIRED(4, 400, "expired"),
    /** It was made in the future. */
    NOT_YET_VALID(5, 400, "not yet valid"),
    /** It was opened before. */
    REPLAYED(6, 409, "replayed"),
    /** It is longer than the format allows. */
    TOO_LARGE(7, 413, "too large"),
    /** A wrap or record does not verify. */
    TAMPERED(8, 400, "does not verify"),
    /** No room to remember it. */
    BUSY(9, 503, "busy"),
    /** This provider does not seal. */
    UNAVAILABLE(10, 501, "sealing is not available"),
    /** Evidence of a model that is not served here. */
    UNKNOWN_MODEL(11, 404, "unknown model");

    private final int code;
    private final int status;
    private final String text;

    Refusal(int code, int status, String text) {
        this.code = code;
        this.status = status;
        this.text = text;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** A few words without any content. */
    public String text() {
        return text;
    }

    /** The refusal of a number; {@link #MALFORMED} for an unknown one. */
    public static Refusal ofCode(int code) {
        for (Refusal refusal : values()) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        return MALFORMED;
    }
}
