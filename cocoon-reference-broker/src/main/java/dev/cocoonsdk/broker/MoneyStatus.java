package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;

/**
 * How a broker with a chain stands with its money. Immutable.
 *
 * @param phase where it is
 * @param detail the same as a sentence for the operator, with what to do about it
 * @param wallet pays for everything; fund it
 * @param walletBalance what the wallet had when it was last looked at
 * @param proxyContract holds the deposits of clients
 * @param coins of the proxy contract
 * @param earnings of them that belong to the owner
 * @param stake of them for forced refunds
 * @param pendingStates states of the ledger that are not confirmed on chain
 * @param windingUp old proxy contracts that are not closed yet
 * @param alarms how many were raised since the start; the log has them as errors
 */
public record MoneyStatus(
        Phase phase,
        String detail,
        TonAddress wallet,
        NanoTon walletBalance,
        TonAddress proxyContract,
        NanoTon coins,
        NanoTon earnings,
        NanoTon stake,
        List<Long> pendingStates,
        List<TonAddress> windingUp,
        long alarms) {

    /** Copies the lists. */
    public MoneyStatus {
        pendingStates = List.copyOf(pendingStates);
        windingUp = List.copyOf(windingUp);
    }

    /** Stations of a start, in this order, and where it may end. */
    public enum Phase {
        /** The own clock is compared with the chain's. */
        CLOCK,
        /** Messages signed before a restart are looked for, and the proxy contract is read. */
        WALLET,
        /** The wallet has too few coins. */
        FUNDS,
        /** The proxy contract is being deployed. */
        DEPLOYMENT,
        /** The proxy contract's stake is being paid in. */
        STAKE,
        /** The first state of this process is on its way to the chain. */
        FIRST_STATE,
        /** Requests are taken. */
        READY,
        /** The operator or the owner has taken the broker out of the network. */
        DISABLED,
        /** Something is so wrong that the broker stopped taking part; it must be looked at and started again. */
        HALTED
    }
}
