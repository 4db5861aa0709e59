package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one round saw of the wallet.
 *
 * @param account its state
 * @param view what its storage says
 * @param history its transactions since the signed batch, oldest first; empty if there is no batch
 */
record WalletSight(AccountState account, WalletView view, List<TonTransaction> history) {

    /** What became of a signed batch. */
    enum Fate {
        /** Its transfers were sent. */
        EXECUTED,
        /** It was not executed and never can be. */
        DEAD,
        /** Its time is over; it was not executed and, with the same seqno, never will be beside a newer message. */
        EXPIRED,
        /** It may be executed at any time. */
        OPEN,
        /** The wallet's state and history do not fit together yet: nothing may be concluded. */
        UNCLEAR
    }

    /** Clocks of validators may differ by so many seconds. */
    static final long CLOCK_MARGIN = 60;

    /**
     * What became of a batch. That its seqno is used up is no proof that it was not executed: only the whole history since it was signed is
     * ({@code docs/protocol/payments.md} 2).
     */
    Fate fate(SignedBatch batch) {
        if (transaction(batch) != null) {
            return Fate.EXECUTED;
        } else if (!isHistoryWhole(batch.since())) {
            return Fate.UNCLEAR;
        } else if (view.seqno() > batch.seqno()) {
            return Fate.DEAD;
        }
        boolean over = account.time().getEpochSecond() > batch.validUntil() + CLOCK_MARGIN;
        return over && view.seqno() == batch.seqno() ? Fate.EXPIRED : Fate.OPEN;
    }

    /** The state may come from a node that is ahead of the one that gave the history, or behind the time of the batch. */
    private boolean isHistoryWhole(TransactionId since) {
        long last = account.last().lt();
        long known = history.isEmpty()
                ? since.lt()
                : history.get(history.size() - 1).id().lt();
        return Long.compareUnsigned(last, since.lt()) >= 0 && Long.compareUnsigned(known, last) >= 0;
    }

    /** The transaction that carried the batch out, null if none is seen. An internal message with the same body is somebody's trick. */
    @Nullable
    TransactionId transaction(SignedBatch batch) {
        for (TonTransaction transaction : history) {
            if (isOf(transaction, batch) && transaction.outcome() == TonTransaction.Outcome.SUCCEEDED) {
                return transaction.id();
            }
        }
        return null;
    }

    /** Whether the wallet took the batch and failed to send its transfers, for example for lack of coins. */
    boolean failed(SignedBatch batch) {
        return history.stream()
                .anyMatch(transaction ->
                        isOf(transaction, batch) && transaction.outcome() != TonTransaction.Outcome.SUCCEEDED);
    }

    private static boolean isOf(TonTransaction transaction, SignedBatch batch) {
        return transaction.source() == null
                && batch.bodies().contains(transaction.body().hash());
    }
}
