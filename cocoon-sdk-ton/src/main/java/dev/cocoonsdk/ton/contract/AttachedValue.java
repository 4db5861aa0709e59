package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;

/**
 * Coins that nodes attach to their messages; what is not used comes back as {@link Excesses} ({@code docs/protocol/payments.md} 8, 9, 10,
 * 14). {@link TypicalCost} says what is used.
 */
public final class AttachedValue {

    private static final long TENTH = NanoTon.PER_TON / 10;

    /** Deploys a client contract; stays in it until its refund is granted. */
    public static final NanoTon CLIENT_DEPLOY = tenths(8);

    /** {@link ClientRegister}. */
    public static final NanoTon CLIENT_REGISTER = tenths(10);

    /** Any other operation of a client contract's owner, and {@link ClientTopUp} besides the amount. */
    public static final NanoTon CLIENT_OPERATION = tenths(7);

    /** A signed charge. */
    public static final NanoTon CHARGE = tenths(7);

    /** A signed refund grant. */
    public static final NanoTon REFUND_GRANT = tenths(7);

    /** Deploys a proxy contract. */
    public static final NanoTon PROXY_DEPLOY = tenths(3);

    private static final NanoTon PROXY_STAKE = tenths(2);

    /** {@link ProxyPayoutRequest}. */
    public static final NanoTon PROXY_PAYOUT = tenths(2);

    /** {@link ProxyClose} and each step of winding up an old proxy contract, also the last payout of a worker. */
    public static final NanoTon PROXY_CLOSE = tenths(10);

    /** {@link SaveState}: one nanoton, so that the contract does not even run. */
    public static final NanoTon SAVE_STATE = NanoTon.of(1);

    /** Deploys a worker contract. */
    public static final NanoTon WORKER_DEPLOY = tenths(3);

    /** A signed payout that the worker sends. */
    public static final NanoTon WORKER_PAYOUT = tenths(5);

    /** A signed payout that the proxy sends. */
    public static final NanoTon WORKER_PAYOUT_BY_PROXY = tenths(7);

    /** {@link WorkerRegister}. */
    public static final NanoTon WORKER_REGISTER = tenths(5);

    /** Deploys the root contract. */
    public static final NanoTon ROOT_DEPLOY = tenths(10);

    /** Any operation of the root contract's owner. */
    public static final NanoTon ROOT_OPERATION = tenths(2);

    /** What contracts demand besides the amount ({@code docs/protocol/contracts.md} 9.1). */
    public static final NanoTon COMMISSION = tenths(1);

    /** Coins without which client and worker contracts do nothing ({@code docs/protocol/contracts.md} 9.1). */
    public static final NanoTon CONTRACT_FLOOR = NanoTon.of(110_000_000);

    /** Coins without which a Cocoon wallet's queue waits ({@code docs/protocol/payments.md} 2). */
    public static final NanoTon WALLET_MINIMUM = tenths(21);

    private AttachedValue() {}

    private static NanoTon tenths(long count) {
        return NanoTon.of(count * TENTH);
    }

    /**
     * {@link ClientTopUp}.
     *
     * @param amount what the balance grows by
     * @throws ArithmeticException if the sum is out of range
     */
    public static NanoTon topUp(NanoTon amount) {
        return CLIENT_OPERATION.plus(amount);
    }

    /**
     * {@link ProxyIncreaseStake}: the contract demands {@link #COMMISSION} besides the amount, and the wallet pays the forward fee out of the
     * coins, so that the commission alone arrives too small; what is not used comes back.
     *
     * @param amount what the stake grows by
     * @throws ArithmeticException if the sum is out of range
     */
    public static NanoTon proxyStake(NanoTon amount) {
        return PROXY_STAKE.plus(amount);
    }
}
