package dev.cocoonsdk.devnet.contract;

/**
 * One random step of {@link MoneyPropertyTest}: the numbers are read by {@link Moves} as they fit.
 *
 * @param what kind of the step
 * @param who sends it; negative for the one who may
 * @param client which client it is about
 * @param coins an amount in nanoton
 * @param tokens a difference of counters
 * @param value coins attached beyond the amount, in nanoton
 * @param flawed whether a signed message has the wrong key, contract or operation
 */
record Move(What what, int who, int client, long coins, long tokens, long value, boolean flawed) {

    /** Kinds of steps. */
    enum What {
        TOP_UP,
        TOP_UP_WITH_SECRET,
        REGISTER,
        CHANGE_SECRET,
        INCREASE_STAKE,
        WITHDRAW,
        REQUEST_REFUND,
        CHARGE,
        GRANT_REFUND,
        WORKER_PAYOUT,
        WORKER_LAST_PAYOUT,
        WORKER_REGISTER,
        PROXY_PAYOUT,
        PROXY_STAKE,
        OWNER_CLOSE,
        TEXT_CLOSE,
        TEXT_WITHDRAW,
        CLOSE_SIGNED,
        CLOSE_COMPLETE,
        FORGED_REFUND,
        FORGED_PAYOUT,
        SAVE_STATE,
        NOISE,
        PLAIN_COINS,
        WAIT
    }
}
