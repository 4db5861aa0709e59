package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;

/** Something that the broker has done on chain by one message of its wallet. */
sealed interface Step {

    /** What must not be done twice at the same time: one kind for one party. */
    record Key(String kind, TonAddress party) {
        @Override
        public String toString() {
            return kind + " of " + party;
        }
    }

    /** Its key. */
    Key key();

    /** Coins that leave the proxy contract by it. */
    default NanoTon paid() {
        return NanoTon.ZERO;
    }

    /** Whether its message must not be sent twice, not even after a crash. */
    default boolean isOnce() {
        return false;
    }

    /**
     * A client contract charges up to a level.
     *
     * @param wallet the client
     * @param level cumulative adjusted tokens, confirmed on chain
     */
    record Charge(TonAddress wallet, long level) implements Step {
        @Override
        public Key key() {
            return new Key("charge", wallet);
        }
    }

    /**
     * A closing client gets its rest.
     *
     * @param wallet the client
     * @param level its last level
     * @param paid what it gets
     */
    record Grant(TonAddress wallet, long level, NanoTon paid) implements Step {
        @Override
        public Key key() {
            return new Key("refund", wallet);
        }
    }

    /**
     * A worker's owner is paid up to a level.
     *
     * @param owner the worker's owner
     * @param level cumulative adjusted tokens, confirmed on chain
     * @param paid what it gets
     */
    record Payout(TonAddress owner, long level, NanoTon paid) implements Step {
        @Override
        public Key key() {
            return new Key("payout", owner);
        }
    }

    /**
     * The proxy's earnings go to its owner.
     *
     * @param contract the proxy contract
     * @param paid what it gets at least
     */
    record Withdrawal(TonAddress contract, NanoTon paid) implements Step {
        @Override
        public Key key() {
            return new Key("withdrawal", contract);
        }
    }

    /**
     * The proxy contract's stake grows.
     *
     * @param contract the proxy contract
     * @param grams by how much
     * @param target what it shall be then
     */
    record Stake(TonAddress contract, NanoTon grams, NanoTon target) implements Step {
        @Override
        public Key key() {
            return new Key("stake", contract);
        }

        @Override
        public boolean isOnce() {
            return true;
        }
    }

    /**
     * The proxy contract is deployed.
     *
     * @param contract the proxy contract
     */
    record Deployment(TonAddress contract) implements Step {
        @Override
        public Key key() {
            return new Key("deployment", contract);
        }

        @Override
        public boolean isOnce() {
            return true;
        }
    }

    /**
     * A worker's owner is paid for the last time.
     *
     * @param owner the worker's owner
     * @param level its last level
     * @param paid what it gets
     */
    record LastPayout(TonAddress owner, long level, NanoTon paid) implements Step {
        @Override
        public Key key() {
            return new Key("last payout", owner);
        }
    }

    /**
     * A proxy contract is closed.
     *
     * @param contract the proxy contract
     * @param complete false to begin, true to end it
     */
    record Close(TonAddress contract, boolean complete) implements Step {
        @Override
        public Key key() {
            return new Key(complete ? "closing" : "close", contract);
        }
    }
}
