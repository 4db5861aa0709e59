package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;

/** Why evidence was not believed. Carries no stack trace: it is an answer, not a defect. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final VerificationStep step;
    private final String field;
    private final String expected;
    private final String actual;
    private final FailureClass failure;
    private final boolean retryMayHelp;

    public Refusal(
            VerificationStep step,
            String field,
            String expected,
            String actual,
            FailureClass failure,
            boolean retryMayHelp) {
        super(step + ": " + field, null, false, false);
        this.step = step;
        this.field = field;
        this.expected = expected;
        this.actual = actual;
        this.failure = failure;
        this.retryMayHelp = retryMayHelp;
    }

    /** Of what the peer showed: looking again gives the same. */
    public static Refusal ofPeer(
            VerificationStep step, String field, String expected, String actual, FailureClass failure) {
        return new Refusal(step, field, expected, actual, failure, false);
    }

    /** Of collateral: other collateral may do. */
    public static Refusal ofCollateral(
            VerificationStep step, String field, String expected, String actual, FailureClass failure) {
        return new Refusal(step, field, expected, actual, failure, true);
    }

    /** Whether the source gave collateral, but other collateral may do; not for lists of images, which come from elsewhere. */
    boolean newerCollateralMayHelp() {
        return retryMayHelp && step != VerificationStep.COLLATERAL && failure != FailureClass.POLICY;
    }

    public Verdict.Rejected of(String peer) {
        return new Verdict.Rejected(peer, step, field, expected, actual, failure, retryMayHelp);
    }
}
