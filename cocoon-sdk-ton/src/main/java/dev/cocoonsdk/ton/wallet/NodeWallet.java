package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.concurrent.CompletionStage;

/**
 * The wallet that pays for what a node does on chain ({@code docs/protocol/payments.md} 2). Thread-safe.
 *
 * <p>A transfer that was signed is kept in the journal of the wallet until the chain has it or can never have it, also across a restart.
 * One that was only queued is forgotten with the process: after {@link #ready} its owner decides anew from what the chain says.
 */
public interface NodeWallet extends AutoCloseable {

    /** The wallet's address, to which funds are sent. */
    TonAddress address();

    /** Coins that the wallet had when it was last looked at; zero before that. */
    NanoTon balance();

    /** Transfers that wait or are under way. */
    int queued();

    /**
     * Completes when the wallet's state was read and every message that was signed before a restart is known to be executed or to be dead,
     * so that nothing is sent twice. Complete wallets stay so.
     */
    CompletionStage<Void> ready();

    /**
     * Queues a transfer. Confirmed means that the wallet has sent it, not that the receiver could execute it.
     *
     * @return completes with the wallet's own transaction on the wallet's thread, which dependents must not hold up; fails with {@link
     *     IllegalArgumentException} if the transfer can never be sent, for example because it is greater than what a wallet sends at
     *     once, or with {@link java.util.concurrent.CancellationException} if the wallet is closed before
     */
    CompletionStage<TransactionId> send(Transfer transfer);

    /** Stops sending; transfers that wait fail. Signed ones stay in the journal. Idempotent. */
    @Override
    void close();
}
