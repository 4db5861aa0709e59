package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.PaymentDesk;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxySettings;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What worker connections share. Immutable.
 *
 * @param settings what the broker says of itself
 * @param context clock and randomness
 * @param registry the workers
 * @param ledger the counters
 * @param payments signed payments
 * @param checkHashes whether images and models must be among the allowed ones
 * @param workerHashes allowed images
 * @param modelHashes allowed models
 * @param enabled whether the broker takes part in the network
 */
public record WorkerDesk(
        ProxySettings settings,
        LinkContext context,
        WorkerRegistry registry,
        Ledger ledger,
        PaymentDesk payments,
        boolean checkHashes,
        Set<Hash256> workerHashes,
        Set<Hash256> modelHashes,
        BooleanSupplier enabled) {

    /** Copies the collections. */
    public WorkerDesk {
        workerHashes = Set.copyOf(workerHashes);
        modelHashes = Set.copyOf(modelHashes);
    }

    /** A connection without attestation has the image hash zero ({@code docs/protocol/wire.md} 3.3). */
    boolean isImageAllowed(Peer peer) {
        return !checkHashes || workerHashes.contains(peer.imageHash());
    }

    boolean isModelAllowed(Hash256 hash) {
        return !checkHashes || modelHashes.contains(hash);
    }
}
