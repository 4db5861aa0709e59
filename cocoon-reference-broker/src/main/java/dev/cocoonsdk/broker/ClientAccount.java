package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;

/**
 * A client as its contract with this broker stands on chain ({@code docs/protocol/payments.md} 6). Immutable.
 *
 * @param wallet the client's Cocoon wallet, which is its identity
 * @param secretHash SHA-256 of the account's secret; {@link Hash256#ZERO} if none was set
 * @param balance what is paid in and not yet charged
 * @param stake bounds what may be open between two charges
 * @param tokensUsed adjusted tokens charged on chain
 * @param state whether requests are served
 */
public record ClientAccount(
        TonAddress wallet, Hash256 secretHash, NanoTon balance, NanoTon stake, TokenCount tokensUsed, State state) {

    /** State of a client contract. */
    public enum State {
        /** Requests are served. */
        RUNNING,
        /** A refund was asked for; requests are refused. */
        CLOSING,
        /** Refunded; requests are refused. */
        CLOSED
    }

    /** Names no secret: a secret's hash may be guessed from if the secret is short. */
    @Override
    public String toString() {
        return "ClientAccount[" + wallet + ", " + state + ", balance " + balance + ", stake " + stake + "]";
    }
}
