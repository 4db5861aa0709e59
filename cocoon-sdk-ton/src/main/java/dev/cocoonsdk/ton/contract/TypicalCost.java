package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;

/**
 * What an operation costs its sender, as it was measured with the default fees of the chain: attached coins less what is kept and what comes
 * back ({@code docs/protocol/payments.md} 14). To show beforehand, not to compute with.
 */
public final class TypicalCost {

    /** {@link ClientTopUp}. */
    public static final NanoTon CLIENT_TOP_UP = NanoTon.of(10_200_000);

    /** {@link ClientRegister}, {@link ClientChangeSecretHash} and {@link ClientIncreaseStake}. */
    public static final NanoTon CLIENT_INFORMATION = NanoTon.of(5_900_000);

    /** {@link ClientWithdraw}. */
    public static final NanoTon CLIENT_WITHDRAW = NanoTon.of(12_000_000);

    /** {@link ClientRequestRefund}, the first time or to force it. */
    public static final NanoTon CLIENT_REQUEST_REFUND = NanoTon.of(12_700_000);

    /** A signed charge. */
    public static final NanoTon CHARGE = NanoTon.of(7_600_000);

    /** A signed payout. */
    public static final NanoTon WORKER_PAYOUT = NanoTon.of(10_600_000);

    /** {@link ProxyPayoutRequest}. */
    public static final NanoTon PROXY_PAYOUT = NanoTon.of(3_800_000);

    /** {@link ProxyIncreaseStake}. */
    public static final NanoTon PROXY_STAKE = NanoTon.of(3_000_000);

    /** {@link ProxyClose} and the signed closing. */
    public static final NanoTon PROXY_CLOSE = NanoTon.of(4_400_000);

    /** {@link SaveState}, together with the wallet's message. */
    public static final NanoTon SAVE_STATE = NanoTon.of(2_800_000);

    /** An operation of the root contract's owner. */
    public static final NanoTon ROOT_OPERATION = NanoTon.of(5_200_000);

    /** An external message of a wallet with four transfers and its initial state. */
    public static final NanoTon WALLET_MESSAGE = NanoTon.of(6_700_000);

    private TypicalCost() {}
}
