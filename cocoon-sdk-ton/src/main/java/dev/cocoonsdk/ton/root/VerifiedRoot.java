package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;

/**
 * A root configuration that a {@link RootPolicy} accepts.
 *
 * @param address the root contract
 * @param config what it says; its timestamp is that of the newest block at which this is known to hold
 * @param storage cell hash of the contract's storage
 * @param provenance why to believe it
 */
public record VerifiedRoot(TonAddress address, RootConfig config, Hash256 storage, RootProvenance provenance) {}
