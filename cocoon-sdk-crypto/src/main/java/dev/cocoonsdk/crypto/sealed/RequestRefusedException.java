package dev.cocoonsdk.crypto.sealed;

/** A well-formed request that is not opened: too large, out of its time, seen before, or there is no room to remember it. */
public final class RequestRefusedException extends SealedException {

    private static final long serialVersionUID = 1L;

    RequestRefusedException(Refusal refusal) {
        super(refusal, "sealed envelope: " + refusal.text());
    }
}
