package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.contract.AttachedValue;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a worker does next with a contract; first match wins ({@code docs/protocol/payments.md} 10). */
enum WorkerDecision {
    /** Nothing now. */
    WAIT,
    /** Create the contract. */
    DEPLOY,
    /** Collect what is signed. */
    PAYOUT,
    /** The contract is of no use any more. */
    FORGET;

    /**
     * Everything that a decision depends on.
     *
     * @param storage what the contract holds, null if it is not deployed
     * @param signed the highest signed counter
     * @param wish whether somebody asked for a payout
     * @param outdatedSince when the root contract got other parameters, or null
     * @param lastRequest when there was work
     * @param retryAt before this nothing is asked again, or null
     */
    record View(
            WorkerTerms terms,
            @Nullable WorkerStorage storage,
            TokenCount signed,
            boolean wish,
            @Nullable Instant outdatedSince,
            Instant lastRequest,
            @Nullable Instant retryAt) {

        /** What is signed and not paid yet; at most what an account can hold. */
        NanoTon open() {
            return open(terms, signed, storage == null ? 0 : storage.tokens());
        }

        private static NanoTon open(WorkerTerms terms, TokenCount signed, long paid) {
            if (Long.compareUnsigned(signed.value(), paid) <= 0) {
                return NanoTon.ZERO;
            }
            BigInteger amount = BigInteger.valueOf(signed.value() - paid)
                    .multiply(BigInteger.valueOf(terms.fee().value()));
            return NanoTon.of(amount.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
        }
    }

    static WorkerDecision decide(View view, WorkerPolicy policy, Instant now) {
        WorkerStorage storage = view.storage;
        if (storage != null && storage.state() == ContractState.CLOSED) {
            return FORGET;
        } else if (view.outdatedSince != null && !view.wish) {
            return outdated(view, view.outdatedSince, policy, now);
        } else if (isTooEarly(view, now)) {
            return WAIT;
        } else if (storage == null) {
            return DEPLOY;
        }
        boolean idle = !now.isBefore(view.lastRequest.plus(policy.idle()));
        NanoTon threshold = view.wish ? NanoTon.of(1) : idle ? policy.idleThreshold() : policy.threshold();
        return isAtLeast(view, threshold) ? PAYOUT : WAIT;
    }

    private static WorkerDecision outdated(View view, Instant since, WorkerPolicy policy, Instant now) {
        if (now.isBefore(since.plus(view.terms.patience()))) {
            return WAIT;
        }
        // A contract that is not there yet costs more than its deployment.
        boolean worth = view.storage != null
                ? isAtLeast(view, policy.closeThreshold())
                : isAtLeast(view, AttachedValue.WORKER_DEPLOY.plus(policy.idleThreshold()));
        if (!worth) {
            return FORGET;
        } else if (isTooEarly(view, now)) {
            return WAIT;
        }
        return view.storage == null ? DEPLOY : PAYOUT;
    }

    private static boolean isTooEarly(View view, Instant now) {
        return view.retryAt != null && now.isBefore(view.retryAt);
    }

    private static boolean isAtLeast(View view, NanoTon amount) {
        NanoTon open = view.open();
        return !open.isZero() && open.compareTo(amount) >= 0;
    }
}
