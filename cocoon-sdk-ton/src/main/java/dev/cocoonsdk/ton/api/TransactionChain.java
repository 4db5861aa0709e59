package dev.cocoonsdk.ton.api;

import java.util.List;

/**
 * Whether a list of an account's transactions is whole. Each transaction on chain names the one before it by time and hash, so nobody who
 * hands out transactions can leave one out, add one or change one between two that are known.
 */
public final class TransactionChain {

    private TransactionChain() {}

    /**
     * Checks a list, oldest first. A transaction whose predecessor the source does not tell ({@link TonTransaction#previous}) is only
     * checked for being later.
     *
     * @param known the transaction before the first one; {@link TransactionId#NONE} if the list begins with the account's first one
     * @param transactions the list
     * @param last what the list must end with
     * @throws TonApiException if something is missing, wrong or in another order
     */
    public static void check(TransactionId known, List<TonTransaction> transactions, TransactionId last) {
        TransactionId before = known;
        for (TonTransaction transaction : transactions) {
            TransactionId previous = transaction.previous();
            if (previous != null && !previous.equals(before)) {
                throw new TonApiException(
                        "transaction " + transaction.id().lt() + ": comes after " + previous.lt() + " (expected: after "
                                + before.lt() + " with the known hash)",
                        true);
            } else if (Long.compareUnsigned(transaction.id().lt(), before.lt()) <= 0) {
                throw new TonApiException(
                        "transaction " + transaction.id().lt() + ": is not later than " + before.lt(), true);
            }
            before = transaction.id();
        }
        if (!before.equals(last)) {
            throw new TonApiException(
                    "transactions: end with " + before.lt() + " (expected: " + last.lt() + " with the known hash)",
                    true);
        }
    }
}
