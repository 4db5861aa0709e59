package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.Hash256;

/**
 * The name of a block.
 *
 * @param workchain −1 for the masterchain
 * @param shard prefix with a trailing 1 bit, an unsigned 64-bit number
 * @param seqno an unsigned 32-bit number
 * @param rootHash hash of the block's root cell
 * @param fileHash SHA-256 of the block's bytes
 */
public record BlockId(int workchain, long shard, long seqno, Hash256 rootHash, Hash256 fileHash) {

    /** The one shard of the masterchain, and of a workchain that is not split. */
    public static final long WHOLE_SHARD = 1L << 63;
}
