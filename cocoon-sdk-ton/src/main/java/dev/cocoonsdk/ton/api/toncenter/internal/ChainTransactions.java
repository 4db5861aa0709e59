package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;

/** Transactions as they stand on chain. */
final class ChainTransactions {

    private ChainTransactions() {}

    /** The transaction in member {@code data}, if it is the named one of the account. */
    static TonTransaction read(Fields json, TonAddress address, TransactionId id) {
        Cell cell = json.cell("data");
        if (!cell.hash().equals(id.hash())) {
            throw json.wrong("data", "a transaction with the hash of transaction_id");
        }
        Transaction transaction;
        try {
            transaction = Transaction.parse(cell);
        } catch (RuntimeException e) {
            throw json.wrong("data", "a transaction, which this does not parse as: " + e.getMessage());
        }
        if (transaction.lt() != id.lt() || !transaction.account().equals(address.account())) {
            throw json.wrong("data", "a transaction of this account and time");
        }
        return TonTransaction.of(transaction);
    }
}
