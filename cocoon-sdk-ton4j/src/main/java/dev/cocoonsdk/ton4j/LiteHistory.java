package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Follows an account's transactions backwards to a known one; each has the hash that the one after it names. */
final class LiteHistory {

    /** As many as lite servers give at once. */
    private static final int PAGE = 16;

    private static final int MAX_TRANSACTIONS = 10_000;

    private final LiteServerTonApi api;
    private final TonAddress address;
    private final TransactionId known;
    private final List<TonTransaction> newestFirst = new ArrayList<>();

    LiteHistory(LiteServerTonApi api, TonAddress address, TransactionId known) {
        this.api = api;
        this.address = address;
        this.known = known;
    }

    /** Those after the known one up to this one, oldest first. */
    CompletionStage<List<TonTransaction>> from(TransactionId next) {
        if (Long.compareUnsigned(next.lt(), known.lt()) <= 0) {
            if (!next.equals(known)) {
                throw broken("does not hold the known transaction " + known.lt());
            }
            List<TonTransaction> oldestFirst = new ArrayList<>(newestFirst);
            Collections.reverse(oldestFirst);
            return CompletableFuture.completedStage(List.copyOf(oldestFirst));
        } else if (newestFirst.size() >= MAX_TRANSACTIONS) {
            throw new TonApiException(
                    Reason.OTHER, "more than " + MAX_TRANSACTIONS + " transactions since " + known.lt(), false, null);
        }
        return api.page(address, next, PAGE).thenCompose(page -> from(add(next, page)));
    }

    private TransactionId add(TransactionId first, List<Cell> page) {
        TransactionId next = first;
        for (Cell cell : page) {
            if (Long.compareUnsigned(next.lt(), known.lt()) <= 0) {
                break;
            }
            next = add(next, cell);
        }
        if (next.equals(first)) {
            throw broken("ends before the known transaction, the server may have forgotten older ones");
        }
        return next;
    }

    private TransactionId add(TransactionId expected, Cell cell) {
        if (!cell.hash().equals(expected.hash())) {
            throw broken("lacks transaction " + expected.lt() + " of the known hash");
        }
        Transaction transaction;
        try {
            transaction = Transaction.parse(cell);
        } catch (CellException | IllegalArgumentException | ArithmeticException e) {
            throw new TonApiException(Reason.MALFORMED, "lite server: " + e.getMessage(), true, e);
        }
        if (transaction.lt() != expected.lt() || !transaction.account().equals(address.account())) {
            throw broken("holds a transaction of another account or time");
        }
        newestFirst.add(TonTransaction.of(transaction));
        return new TransactionId(transaction.previousLt(), transaction.previousHash());
    }

    private static TonApiException broken(String problem) {
        return new TonApiException(Reason.MALFORMED, "lite server: the history " + problem, true, null);
    }
}
