package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.BlockId;
import org.ton.ton4j.address.Address;
import org.ton.ton4j.tl.liteserver.responses.BlockIdExt;

/** Names of blocks and accounts, ours and ton4j's. */
final class LiteBlocks {

    private LiteBlocks() {}

    static BlockIdExt toTl(BlockId block) {
        return BlockIdExt.builder()
                .workchain(block.workchain())
                .shard(block.shard())
                .seqno((int) block.seqno())
                .rootHash(block.rootHash().toBytes())
                .fileHash(block.fileHash().toBytes())
                .build();
    }

    static BlockId fromTl(BlockIdExt block) {
        return new BlockId(
                block.getWorkchain(),
                block.shard,
                Integer.toUnsignedLong(block.getSeqno()),
                Hash256.of(block.rootHash),
                Hash256.of(block.fileHash));
    }

    static Address toTl(TonAddress address) {
        return Address.of(address.toString());
    }
}
