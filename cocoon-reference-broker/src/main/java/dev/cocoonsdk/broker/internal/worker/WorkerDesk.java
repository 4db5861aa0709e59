package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.PaymentDesk;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.ImageRule;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.ton.RootConfig;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What worker connections share. Immutable.
 *
 * @param settings what the broker says of itself
 * @param context clock and randomness
 * @param registry the workers
 * @param ledger the counters
 * @param payments signed payments
 * @param checkHashes whether images and models must be among the allowed ones
 * @param root the active root configuration, with the allowed images and models
 * @param enabled whether the broker takes part in the network
 */
public record WorkerDesk(
        ProxySettings settings,
        LinkContext context,
        WorkerRegistry registry,
        Ledger ledger,
        PaymentDesk payments,
        boolean checkHashes,
        Supplier<RootConfig> root,
        BooleanSupplier enabled) {

    /** What speaks against a worker, null if nothing; without attestation the image hash is zero ({@code docs/protocol/wire.md} 3.3). */
    @Nullable
    String objection(Peer peer) {
        return ImageRule.of(checkHashes, settings.test())
                .objection(peer, root.get().workerHashes());
    }

    boolean isModelAllowed(Hash256 hash) {
        return !checkHashes || root.get().modelHashes().contains(hash);
    }
}
