package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.time.Instant;
import java.util.List;

/**
 * A block of the local chain, which has only one chain: masterchain and basechain are the same. Its root is a cell of our own with number,
 * times, the block before and a hash over the transactions, not a block of TL-B.
 *
 * @param id its name, as a masterchain block
 * @param time generation time, whole seconds
 * @param endLt logical time behind all of its transactions
 * @param transactions in order of execution
 */
public record DevnetBlock(BlockId id, Instant time, long endLt, List<DevnetTransaction> transactions) {

    private static final long TAG = 0x434e4431L;
    private static final int MASTERCHAIN = -1;

    /** Copies the list. */
    public DevnetBlock {
        transactions = List.copyOf(transactions);
    }

    static DevnetBlock of(
            long seqno, Instant time, long endLt, Hash256 previous, List<DevnetTransaction> transactions) {
        Hash256 content = Hash256.sha256(transactions.stream()
                .map(transaction -> DevnetTransaction.hash(transaction).toBytes())
                .toArray(byte[][]::new));
        Cell root = new CellBuilder()
                .storeUint(TAG, 32)
                .storeUint(seqno, 32)
                .storeUint(time.getEpochSecond(), 32)
                .storeUint(endLt, 64)
                .storeHash(previous)
                .storeHash(content)
                .build();
        Hash256 fileHash = Hash256.sha256(BagOfCells.serialize(root));
        BlockId id = new BlockId(MASTERCHAIN, BlockId.WHOLE_SHARD, seqno, root.hash(), fileHash);
        return new DevnetBlock(id, time, endLt, transactions);
    }

    /** Number of the block, from 1. */
    public long seqno() {
        return id.seqno();
    }
}
