package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.SignedPayment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an account does next; the outcome of {@link AccountDecision#decide}. */
public sealed interface AccountAction {

    /** Why nothing is sent. */
    enum Reason {
        /** The contract was not read yet. */
        NOT_READ,
        /** A request is under way. */
        REQUEST_UNDER_WAY,
        /** All is well. */
        NOTHING_TO_DO,
        /** The wallet has too few coins. */
        WALLET_TOO_LOW,
        /** The policy allows no more deposits now. */
        DEPOSIT_LIMIT,
        /** The contract is closing; the proxy may grant the refund, or it can be forced later. */
        LOCKED,
        /** The contract is closing and holds nothing that could be forced out. */
        NOTHING_LEFT,
        /** The parameters are outdated; the contract will be closed. */
        OUTDATED,
        /** A request of the same kind failed; it is tried again later. */
        FAILED_BEFORE
    }

    /**
     * Sends nothing.
     *
     * @param reason why
     * @param until when it is decided otherwise, null if that depends on something else than time
     * @param missing coins that the wallet lacks, zero if it is not about coins
     */
    record Wait(Reason reason, @Nullable Instant until, NanoTon missing) implements AccountAction {
        static Wait of(Reason reason) {
            return new Wait(reason, null, NanoTon.ZERO);
        }

        static Wait until(Reason reason, Instant until) {
            return new Wait(reason, until, NanoTon.ZERO);
        }
    }

    /** The contract is closed, or there never was one: nothing is left to do. */
    record Forget() implements AccountAction {}

    /** A request of the wallet to the contract. */
    sealed interface Send extends AccountAction {
        /** What is asked. */
        RequestKind kind();

        /** The deposit or the new stake; zero for others. */
        default NanoTon amount() {
            return NanoTon.ZERO;
        }

        /** Coins that the wallet sends. */
        default NanoTon coins() {
            return kind() == RequestKind.TOP_UP ? kind().attached().plus(amount()) : kind().attached();
        }
    }

    /** One of the requests without content. */
    record Plain(RequestKind kind) implements Send {}

    /** Registers with a proxy that waits. */
    record Register(long nonce) implements Send {
        @Override
        public RequestKind kind() {
            return RequestKind.REGISTER;
        }
    }

    /** Stores the hash of the secret. */
    record SetSecret(Hash256 hash) implements Send {
        @Override
        public RequestKind kind() {
            return RequestKind.SET_SECRET;
        }
    }

    /** Deposits coins. */
    record TopUp(NanoTon amount) implements Send {
        @Override
        public RequestKind kind() {
            return RequestKind.TOP_UP;
        }
    }

    /** Raises the stake. */
    record IncreaseStake(NanoTon amount) implements Send {
        @Override
        public RequestKind kind() {
            return RequestKind.INCREASE_STAKE;
        }
    }

    /** Brings a signed charge to the chain. */
    record PushCharge(SignedPayment charge) implements Send {
        @Override
        public RequestKind kind() {
            return RequestKind.PUSH_CHARGE;
        }
    }
}
