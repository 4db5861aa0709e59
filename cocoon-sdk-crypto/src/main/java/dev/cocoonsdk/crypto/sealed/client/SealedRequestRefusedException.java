package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.crypto.sealed.Refusal;

/** A provider did not open a sealed request ({@code docs/sealed-envelope.md} 8.3). The word of whoever answered: it is not authenticated. */
public final class SealedRequestRefusedException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    SealedRequestRefusedException(Refusal refusal, Acceptance acceptance) {
        super("the provider did not open the sealed request: " + refusal.text() + hint(refusal), null, acceptance);
        this.refusal = refusal;
    }

    private static String hint(Refusal refusal) {
        return switch (refusal) {
            case EXPIRED, NOT_YET_VALID -> "; check this machine's clock";
            case REPLAYED -> "; it got the same bytes before and may have answered them";
            case UNAVAILABLE -> "; only providers of this project open sealed requests";
            default -> "";
        };
    }

    /** The reason given. */
    public Refusal refusal() {
        return refusal;
    }
}
