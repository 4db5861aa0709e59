package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages and answers need of a chain beyond {@link TonApi}. Thread-safe. */
interface ChainView {

    /** The chain as a node uses it. */
    TonApi api();

    /** The newest block. */
    ViewBlock latest();

    /** A block, or null if there is none of this number. */
    @Nullable
    ViewBlock block(long seqno);

    /** Every account that exists. */
    List<TonAddress> accounts();

    /**
     * Transactions, newest first.
     *
     * @param account whose, or null for those of all accounts
     */
    List<ViewTransaction> transactions(@Nullable TonAddress account);

    /** What a contract of this code is, such as {@code client}; null for a code that is not ours. */
    @Nullable
    String kind(Hash256 codeHash);

    /** The account that gives coins away. */
    TonAddress faucet();

    /** Moves coins from the faucet to an account. */
    void fund(TonAddress account, NanoTon amount);

    /** Moves the chain's clock forward. */
    void advance(Duration time);

    /**
     * A block.
     *
     * @param id its name
     * @param time when it was made
     * @param transactions all in it, oldest first
     */
    record ViewBlock(BlockId id, Instant time, List<ViewTransaction> transactions) {
        /** Copies the list. */
        public ViewBlock {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * A transaction.
     *
     * @param account whose
     * @param lt logical time
     * @param cell all of it
     * @param block number of the block it is in
     */
    record ViewTransaction(TonAddress account, long lt, Cell cell, long block) {
        Hash256 hash() {
            return cell.hash();
        }
    }
}
