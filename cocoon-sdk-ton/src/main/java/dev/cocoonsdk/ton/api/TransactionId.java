package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.Hash256;

/**
 * The name of a transaction of an account.
 *
 * @param lt logical time, an unsigned 64-bit number that grows with each transaction
 * @param hash hash of the transaction's cell
 */
public record TransactionId(long lt, Hash256 hash) {

    /** Before the first transaction. */
    public static final TransactionId NONE = new TransactionId(0, Hash256.ZERO);
}
