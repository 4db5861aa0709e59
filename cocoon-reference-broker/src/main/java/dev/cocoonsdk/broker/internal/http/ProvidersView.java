package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.market.SealingKeys;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers to which requests can be sealed, with the evidence for their keys as they sent it; clients verify it ({@code
 * docs/broker.md}).
 *
 * @param registry the workers
 */
public record ProvidersView(WorkerRegistry registry) {

    /** Most entries of one answer: each holds a quote. */
    static final int MAX_ENTRIES = 64;

    /**
     * The list.
     *
     * @param model only those of this model, or null for all
     */
    JsonValue json(@Nullable String model) {
        List<JsonObject> entries = registry.listings().stream()
                .filter(listing -> model == null || listing.model().value().equals(model))
                .flatMap(ProvidersView::entries)
                .limit(MAX_ENTRIES)
                .toList();
        return JsonValue.object("object", "list", "data", JsonValue.array(entries));
    }

    private static Stream<JsonObject> entries(WorkerRegistry.Listing listing) {
        return listing.workers().stream()
                .map(offer -> entry(listing.model().value(), offer))
                .filter(Objects::nonNull);
    }

    private static @Nullable JsonObject entry(String model, WorkerRegistry.Offer offer) {
        SealingKeys sealing = offer.sealing();
        return sealing == null
                ? null
                : JsonValue.object(
                        "model",
                        model,
                        "coefficient",
                        offer.coefficient(),
                        "running_requests",
                        offer.running(),
                        "max_running_requests",
                        offer.capacity(),
                        "evidence",
                        sealing.evidence());
    }
}
