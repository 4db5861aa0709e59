package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Follows an account's transactions backwards, each naming the one before it, from the newest to a known one. The answer is whole or an
 * error: whoever leaves one out would have to find another one with the same hash.
 */
final class V2History {

    /** Most transactions of one answer. */
    static final int PAGE = 100;

    private static final int MAX_TRANSACTIONS = 10_000;

    private final V2Dialect dialect;
    private final TonAddress address;
    private final TransactionId known;
    private final List<TonTransaction> newestFirst = new ArrayList<>();

    V2History(V2Dialect dialect, TonAddress address, TransactionId known) {
        this.dialect = dialect;
        this.address = address;
        this.known = known;
    }

    CompletionStage<List<TonTransaction>> read() {
        return dialect.page(address, TransactionId.NONE, known).thenCompose(this::add);
    }

    private CompletionStage<List<TonTransaction>> add(List<TonTransaction> page) {
        TransactionId expected = newestFirst.isEmpty() ? null : previous(newestFirst.get(newestFirst.size() - 1));
        if (expected != null && page.isEmpty()) {
            throw broken("ends before the known transaction, the gateway may have forgotten older ones");
        }
        for (TonTransaction transaction : page) {
            if (expected != null && !transaction.id().equals(expected)) {
                throw broken("lacks transaction " + expected.lt() + " of the known hash");
            } else if (Long.compareUnsigned(transaction.id().lt(), known.lt()) <= 0) {
                return CompletableFuture.completedStage(finished(transaction.id()));
            }
            newestFirst.add(transaction);
            expected = previous(transaction);
            if (Long.compareUnsigned(expected.lt(), known.lt()) <= 0) {
                return CompletableFuture.completedStage(finished(expected));
            }
        }
        if (expected == null) {
            return CompletableFuture.completedStage(List.of());
        } else if (newestFirst.size() >= MAX_TRANSACTIONS) {
            throw new TonApiException(
                    Reason.OTHER, "more than " + MAX_TRANSACTIONS + " transactions since " + known.lt(), false, null);
        }
        return dialect.page(address, expected, known).thenCompose(this::add);
    }

    private static TransactionId previous(TonTransaction transaction) {
        return Objects.requireNonNull(transaction.previous(), "version 2 gives whole transactions");
    }

    private List<TonTransaction> finished(TransactionId reached) {
        if (!reached.equals(known)) {
            throw broken("does not hold the known transaction " + known.lt());
        }
        List<TonTransaction> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return List.copyOf(oldestFirst);
    }

    private static TonApiException broken(String problem) {
        return new TonApiException(Reason.MALFORMED, "v2 getTransactions: the history " + problem, true, null);
    }
}
