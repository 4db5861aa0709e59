package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.Verdict;

/** A provider's evidence is not good enough to seal anything to its keys, or a receipt is not what it is shown for. */
public final class ProviderRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Verdict.Rejected verdict;

    ProviderRefusedException(Verdict.Rejected verdict) {
        super(verdict.message());
        this.verdict = verdict;
    }

    /** Which step failed, at what, and what that says about the provider. */
    public Verdict.Rejected verdict() {
        return verdict;
    }
}
