package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether a ledger knows all that happened to an old proxy contract ({@code docs/protocol/payments.md} 7): every state that was saved there
 * must have been noted. One that was set back would give clients and workers their last level of then, and workers could never get the
 * rest. Stateless.
 *
 * @param api the chain
 * @param messages of the old contract
 */
record Witness(TonApi api, Messages messages) {

    /** Completes with whether somebody else, or this broker after the time of its ledger, has saved a state. */
    CompletionStage<Boolean> isForeign(OldContract old) {
        TransactionId known = old.position();
        if (known == null) {
            return CompletableFuture.completedStage(false);
        }
        TonAddress contract = messages.contracts().proxy();
        return api.account(contract)
                .thenCompose(state -> state.last().equals(known)
                        ? CompletableFuture.completedStage(List.of())
                        : api.transactionsSince(contract, known))
                .thenApply(since -> isForeign(old, since));
    }

    private boolean isForeign(OldContract old, List<TonTransaction> since) {
        StateSaver saver = StateSaver.load(old.pendingNote(), Hash256.ZERO);
        for (TonTransaction transaction : since) {
            News news = News.read(transaction, messages.contracts(), messages.wallet());
            if (news instanceof News.StateSaved saved
                    && saver.arrived(saved.seqno(), saved.session(), new HashMap<>()) == StateSaver.Verdict.FOREIGN) {
                return true;
            }
        }
        return false;
    }
}
