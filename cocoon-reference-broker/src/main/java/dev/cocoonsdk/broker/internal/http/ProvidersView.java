package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.market.SealingKeys;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The providers to which requests can be sealed, with the evidence for their keys as they sent it; clients verify it ({@code
 * docs/broker.md}). A list is bounded and kept for a moment; of more providers than fit, each time others are listed. Thread-safe.
 */
public final class ProvidersView {

    /** Most entries of one answer: each holds a quote. */
    static final int MAX_ENTRIES = 64;

    /** Most bytes of evidence of one answer. */
    static final int MAX_BYTES = 2 << 20;

    private static final long KEPT_NANOS = Duration.ofMillis(250).toNanos();
    private static final int MOST_KEPT = 16;

    private final WorkerRegistry registry;
    private final LongSupplier nanoTime;
    private final Random order;
    private final Map<String, Kept> kept = new HashMap<>();

    /** A list as it is sent. */
    private static final class Kept {
        private final byte[] json;
        private final long until;

        Kept(byte[] json, long until) {
            this.json = json;
            this.until = until;
        }
    }

    /** One worker's entry. */
    private record Candidate(String model, WorkerRegistry.Offer offer, SealingKeys sealing) {

        JsonObject json() {
            return JsonValue.object(
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

    /** An entry is the same if it is of the same TLS key and model. */
    private record Identity(String model, Hash256 tlsKey) {}

    /**
     * A view.
     *
     * @param registry the workers
     * @param nanoTime monotonic clock in nanoseconds
     * @param order chooses whom to list
     */
    public ProvidersView(WorkerRegistry registry, LongSupplier nanoTime, Random order) {
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.order = order;
    }

    /**
     * The list.
     *
     * @param model only those of this model, or null for all
     * @return JSON; not to be changed
     */
    synchronized byte[] json(@Nullable String model) {
        String name = model == null ? "" : model;
        long now = nanoTime.getAsLong();
        kept.values().removeIf(list -> list.until - now <= 0);
        Kept known = kept.get(name);
        if (known == null) {
            known = new Kept(list(model).toJsonBytes(), now + KEPT_NANOS);
            if (kept.size() < MOST_KEPT) {
                kept.put(name, known);
            }
        }
        return known.json;
    }

    private JsonValue list(@Nullable String model) {
        List<Candidate> candidates = candidates(model);
        Collections.shuffle(candidates, order);
        List<Candidate> chosen = chosen(candidates);
        chosen.sort(
                Comparator.comparing(Candidate::model).thenComparingInt(candidate -> candidate.offer.coefficient()));
        return JsonValue.object(
                "object",
                "list",
                "data",
                JsonValue.array(chosen.stream().map(Candidate::json).toList()));
    }

    private static List<Candidate> chosen(List<Candidate> candidates) {
        List<Candidate> chosen = new ArrayList<>();
        Set<Identity> listed = new HashSet<>();
        int bytes = 0;
        for (Candidate candidate : candidates) {
            SealingKeys sealing = candidate.sealing;
            boolean fits = chosen.size() < MAX_ENTRIES && sealing.length() <= MAX_BYTES - bytes;
            if (fits && listed.add(new Identity(candidate.model, sealing.tlsKey()))) {
                chosen.add(candidate);
                bytes += sealing.length();
            }
        }
        return chosen;
    }

    private List<Candidate> candidates(@Nullable String model) {
        List<Candidate> all = new ArrayList<>();
        for (WorkerRegistry.Listing listing : registry.listings()) {
            String name = listing.model().value();
            if (model == null || name.equals(model)) {
                listing.workers().forEach(offer -> add(name, offer, all));
            }
        }
        return all;
    }

    private static void add(String model, WorkerRegistry.Offer offer, List<Candidate> all) {
        SealingKeys sealing = offer.sealing();
        if (sealing != null) {
            all.add(new Candidate(model, offer, sealing));
        }
    }
}
