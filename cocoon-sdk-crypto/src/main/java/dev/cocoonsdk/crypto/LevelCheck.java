package dev.cocoonsdk.crypto;

import dev.cocoonsdk.crypto.internal.dcap.Judged;
import dev.cocoonsdk.crypto.internal.dcap.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a policy allows what Intel says about the platform. */
final class LevelCheck {

    private final QuoteRequirements wanted;
    private final Judged judged;

    LevelCheck(QuoteRequirements wanted, Judged judged) {
        this.wanted = wanted;
        this.judged = judged;
    }

    /**
     * Checks statuses; the part that spoils the merged one is named.
     *
     * @return until when the policy allows the status
     */
    Instant statuses(Instant at) throws Refusal {
        @Nullable Instant until = wanted.allowedUntil(judged.status(), judged.outdatedSince());
        if (judged.status() != TcbStatus.REVOKED && until != null && !at.isAfter(until)) {
            return until;
        }
        if (until != null && judged.status() != TcbStatus.REVOKED) {
            throw outdated(VerificationStep.TCB_LEVEL, "TCB status", judged.status(), "within grace until " + until);
        }
        throw guilty();
    }

    private Refusal guilty() {
        boolean relaunch = judged.status() == TcbStatus.TD_RELAUNCH_ADVISED
                || judged.status() == TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
        if (!relaunch && judged.moduleStatus() != TcbStatus.UP_TO_DATE && !listed(judged.moduleStatus())) {
            return outdated(VerificationStep.TDX_MODULE, "TDX module status", judged.moduleStatus(), expected());
        }
        if (judged.qeStatus() != TcbStatus.UP_TO_DATE && !listed(judged.qeStatus())) {
            return outdated(VerificationStep.QUOTING_ENCLAVE, "QE status", judged.qeStatus(), expected());
        }
        return outdated(VerificationStep.TCB_LEVEL, "TCB status", judged.status(), expected());
    }

    private boolean listed(TcbStatus status) {
        return wanted.statuses.containsKey(status);
    }

    private String expected() {
        return wanted.statuses.isEmpty() ? "UpToDate" : "UpToDate or one of " + wanted.statuses.keySet();
    }

    private static Refusal outdated(VerificationStep step, String field, TcbStatus status, String expected) {
        FailureClass failure = status == TcbStatus.REVOKED ? FailureClass.REVOKED : FailureClass.OUTDATED;
        return Refusal.ofPeer(step, field, expected, status.text(), failure);
    }

    /** Checks how old the level and Intel's evaluation may be. */
    void minimums() throws Refusal {
        if (judged.evaluationNumber() < wanted.minimumEvaluation) {
            throw Refusal.ofCollateral(
                    VerificationStep.TCB_LEVEL,
                    "tcbEvaluationDataNumber",
                    ">= " + wanted.minimumEvaluation,
                    String.valueOf(judged.evaluationNumber()),
                    FailureClass.OUTDATED);
        }
        if (judged.earliestDate().isBefore(wanted.minimumTcbDate)) {
            throw Refusal.ofPeer(
                    VerificationStep.TCB_LEVEL,
                    "TCB date",
                    ">= " + wanted.minimumTcbDate,
                    judged.earliestDate().toString(),
                    FailureClass.OUTDATED);
        }
    }
}
