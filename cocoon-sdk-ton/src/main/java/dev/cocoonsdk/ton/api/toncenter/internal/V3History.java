package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Follows an account's transactions forwards from a known one. That each names the one before it is checked as far as it is told. */
final class V3History {

    /** Most transactions of one answer. */
    static final int PAGE = 100;

    private static final int MAX_TRANSACTIONS = 10_000;

    private final V3Dialect dialect;
    private final TonAddress address;
    private final List<TonTransaction> oldestFirst = new ArrayList<>();
    private TransactionId last;

    V3History(V3Dialect dialect, TonAddress address, TransactionId known) {
        this.dialect = dialect;
        this.address = address;
        this.last = known;
    }

    CompletionStage<List<TonTransaction>> read() {
        return dialect.page(address, last.lt() + 1).thenCompose(this::add);
    }

    private CompletionStage<List<TonTransaction>> add(List<V3Transaction> page) {
        for (V3Transaction next : page) {
            TransactionId id = next.transaction().id();
            if (!next.previous().equals(last) || Long.compareUnsigned(id.lt(), last.lt()) <= 0) {
                throw new TonApiException(
                        Reason.MALFORMED,
                        "v3 transactions: " + id.lt() + " does not follow " + last.lt() + " with the known hash",
                        true,
                        null);
            }
            oldestFirst.add(next.transaction());
            last = id;
        }
        if (page.size() < PAGE) {
            return CompletableFuture.completedStage(List.copyOf(oldestFirst));
        } else if (oldestFirst.size() >= MAX_TRANSACTIONS) {
            throw new TonApiException(
                    Reason.OTHER, "more than " + MAX_TRANSACTIONS + " transactions since a known one", false, null);
        }
        return read();
    }
}
