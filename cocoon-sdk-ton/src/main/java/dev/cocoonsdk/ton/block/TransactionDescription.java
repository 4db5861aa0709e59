package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/** What kind of transaction it was and how it went (TL-B {@code TransactionDescr}). Contracts of users have {@link Ordinary} ones. */
public sealed interface TransactionDescription {

    /**
     * A message was executed ({@code trans_ord$0000}).
     *
     * @param creditFirst whether coins came before rent was taken; true for messages that do not bounce
     * @param storage rent, or null
     * @param credit coins, or null for an external message
     * @param compute the contract's run
     * @param action what it ordered, or null if it did not end well
     * @param aborted whether nothing of it was kept
     * @param bounce the way back, or null
     * @param destroyed whether the account is gone
     */
    record Ordinary(
            boolean creditFirst,
            @Nullable StoragePhase storage,
            @Nullable CreditPhase credit,
            ComputePhase compute,
            @Nullable ActionPhase action,
            boolean aborted,
            @Nullable BouncePhase bounce,
            boolean destroyed)
            implements TransactionDescription {}

    /**
     * Rent only ({@code trans_storage$0001}).
     *
     * @param storage rent
     */
    record StorageOnly(StoragePhase storage) implements TransactionDescription {}

    /**
     * A system contract's run at each block ({@code trans_tick_tock$001}).
     *
     * @param tock whether at the end of the block
     * @param storage rent
     * @param compute the contract's run
     * @param action what it ordered, or null
     * @param aborted whether nothing of it was kept
     * @param destroyed whether the account is gone
     */
    record TickTock(
            boolean tock,
            StoragePhase storage,
            ComputePhase compute,
            @Nullable ActionPhase action,
            boolean aborted,
            boolean destroyed)
            implements TransactionDescription {}

    /**
     * A contract that spreads over shards is divided ({@code trans_split_prepare$0100}); not in use on any chain.
     *
     * @param split which part
     * @param storage rent, or null
     * @param compute the contract's run
     * @param action what it ordered, or null
     * @param aborted whether nothing of it was kept
     * @param destroyed whether the account is gone
     */
    record SplitPrepare(
            SplitMerge split,
            @Nullable StoragePhase storage,
            ComputePhase compute,
            @Nullable ActionPhase action,
            boolean aborted,
            boolean destroyed)
            implements TransactionDescription {}

    /**
     * The second half of a division ({@code trans_split_install$0101}); not in use on any chain.
     *
     * @param split which part
     * @param prepare cell of the transaction that prepared it
     * @param installed whether the part was made
     */
    record SplitInstall(SplitMerge split, Cell prepare, boolean installed) implements TransactionDescription {}

    /**
     * A part goes back into the whole ({@code trans_merge_prepare$0110}); not in use on any chain.
     *
     * @param split which part
     * @param storage rent
     * @param aborted whether nothing of it was kept
     */
    record MergePrepare(SplitMerge split, StoragePhase storage, boolean aborted) implements TransactionDescription {}

    /**
     * The second half of that ({@code trans_merge_install$0111}); not in use on any chain.
     *
     * @param split which part
     * @param prepare cell of the transaction that prepared it
     * @param storage rent, or null
     * @param credit coins, or null
     * @param compute the contract's run
     * @param action what it ordered, or null
     * @param aborted whether nothing of it was kept
     * @param destroyed whether the account is gone
     */
    record MergeInstall(
            SplitMerge split,
            Cell prepare,
            @Nullable StoragePhase storage,
            @Nullable CreditPhase credit,
            ComputePhase compute,
            @Nullable ActionPhase action,
            boolean aborted,
            boolean destroyed)
            implements TransactionDescription {}

    /**
     * Which part of a contract (TL-B {@code SplitMergeInfo}).
     *
     * @param shardPrefixLength 0 to 63 bits
     * @param splitDepth 0 to 63 bits
     * @param account this part
     * @param sibling the other part
     */
    record SplitMerge(int shardPrefixLength, int splitDepth, Hash256 account, Hash256 sibling) {

        void write(CellBuilder out) {
            out.storeUint(shardPrefixLength, 6)
                    .storeUint(splitDepth, 6)
                    .storeHash(account)
                    .storeHash(sibling);
        }

        static SplitMerge read(CellSlice in) {
            return new SplitMerge((int) in.loadUint(6), (int) in.loadUint(6), in.loadHash(), in.loadHash());
        }
    }

    /**
     * Reads a description's cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    static TransactionDescription parse(Cell cell) {
        CellSlice in = cell.beginRead();
        TransactionDescription description = Descriptions.read(in);
        in.endParse();
        return description;
    }

    /**
     * The description's cell.
     *
     * @throws CellException if it does not fit
     */
    default Cell toCell() {
        CellBuilder out = new CellBuilder();
        DescriptionWriter.write(out, this);
        return out.build();
    }
}
