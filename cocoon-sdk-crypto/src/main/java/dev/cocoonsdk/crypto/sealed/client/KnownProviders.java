package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which providers of a model are trusted now. What was found is used until it expires and is asked for anew before that, by one question
 * at a time per model. Thread-safe; the lock guards the entries, and nothing is called out while it is held.
 */
final class KnownProviders {

    /**
     * What one question found.
     *
     * @param trusted verified at least once; look at {@link VerifiedProvider#validUntil()} before use
     * @param distrusted the others and why
     * @param askedAt when
     */
    record Found(List<VerifiedProvider> trusted, List<Distrust> distrusted, Instant askedAt) {

        private static final Found NOTHING = new Found(List.of(), List.of(), Instant.EPOCH);

        Found {
            trusted = List.copyOf(trusted);
            distrusted = List.copyOf(distrusted);
        }

        /** Without those whose time is over. */
        Found at(Instant now) {
            return new Found(
                    trusted.stream()
                            .filter(each -> now.isBefore(each.validUntil()))
                            .toList(),
                    distrusted,
                    askedAt);
        }

        private Found with(VerifiedProvider newcomer) {
            List<VerifiedProvider> all = new ArrayList<>(trusted);
            all.removeIf(each -> each.peerKey().equals(newcomer.peerKey()));
            all.add(0, newcomer);
            return new Found(all, distrusted, askedAt);
        }
    }

    private static final class Entry {
        private Found found = Found.NOTHING;
        private @Nullable CompletableFuture<Found> question;
    }

    private static final int MAX_MODELS = 256;
    private static final int MAX_CHECKED = 32;
    private static final int ENOUGH = 8;
    private static final Duration FRESH = Duration.ofMinutes(2);
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final KeyQuestion question;
    private final EvidenceCheck check;
    private final Executor executor;
    private final Clock clock;
    private final Random random;
    private final Map<ModelId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    KnownProviders(KeyQuestion question, EvidenceCheck check, Executor executor, Clock clock, Random random) {
        this.question = question;
        this.check = check;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The providers of a model that are trusted now, without waiting where some are known.
     *
     * @param request for whose sake; its limits and deadline are those of the question
     * @return fails with a {@link dev.cocoonsdk.core.error.CocoonException} or a {@link BrokerAnswerException}; cancelling it changes
     *     nothing for others
     */
    CompletableFuture<Found> find(ModelId model, TransportRequest request) {
        Instant now = clock.instant();
        Found known;
        CompletableFuture<Found> asked;
        boolean ask;
        synchronized (this) {
            Entry entry = entry(model);
            known = entry.found.at(now);
            ask = entry.question == null && isDue(known, now);
            if (ask) {
                entry.question = new CompletableFuture<>();
            }
            asked = entry.question;
        }
        if (ask && asked != null) {
            ask(model, request, asked);
        }
        return known.trusted().isEmpty() && asked != null ? asked.copy() : CompletableFuture.completedFuture(known);
    }

    private static boolean isDue(Found known, Instant now) {
        return known.trusted().isEmpty()
                || !now.isBefore(known.askedAt().plus(FRESH))
                || known.trusted().stream().anyMatch(each -> !now.plus(AHEAD).isBefore(each.validUntil()));
    }

    private void ask(ModelId model, TransportRequest request, CompletableFuture<Found> asked) {
        CompletableFuture<List<ProviderEvidence>> told;
        try {
            told = question.ask(model, request);
        } catch (RuntimeException e) {
            ended(model, asked, null, e);
            return;
        }
        CompletableFuture<Void> unused = told.thenApplyAsync(evidence -> judge(model, evidence), executor)
                .handle((found, failure) -> {
                    ended(model, asked, found, failure);
                    return null;
                });
    }

    private void ended(
            ModelId model, CompletableFuture<Found> asked, @Nullable Found found, @Nullable Throwable failure) {
        synchronized (this) {
            Entry entry = entry(model);
            entry.question = entry.question == asked ? null : entry.question;
            entry.found = found == null ? entry.found : found;
        }
        if (found == null) {
            asked.completeExceptionally(Failures.unwrap(failure));
        } else {
            asked.complete(found);
        }
    }

    private Found judge(ModelId model, List<ProviderEvidence> all) {
        List<ProviderEvidence> some = new ArrayList<>(new LinkedHashSet<>(all));
        Collections.shuffle(some, random);
        List<VerifiedProvider> trusted = new ArrayList<>();
        List<Distrust> distrusted = new ArrayList<>();
        for (ProviderEvidence evidence : some.subList(0, Math.min(some.size(), MAX_CHECKED))) {
            if (trusted.size() == ENOUGH) {
                break;
            }
            check.judge(model, evidence, trusted::add, distrusted::add);
        }
        return new Found(trusted, distrusted, clock.instant());
    }

    /** Judges evidence that came with a mismatch, and knows the provider from now on if it is trusted. */
    CompletableFuture<Found> judgeNewcomer(ModelId model, ProviderEvidence evidence) {
        return CompletableFuture.completedFuture(evidence)
                .thenApplyAsync(
                        shown -> judge(model, List.of(shown)), executor) // an executor that refuses makes it fail
                .thenApply(found -> {
                    synchronized (this) {
                        Entry entry = entry(model);
                        for (VerifiedProvider newcomer : found.trusted()) {
                            entry.found = entry.found.with(newcomer);
                        }
                    }
                    return found;
                });
    }

    private Entry entry(ModelId model) {
        Entry entry = entries.computeIfAbsent(model, key -> new Entry());
        if (entries.size() > MAX_MODELS) {
            entries.remove(entries.keySet().iterator().next());
        }
        return entry;
    }
}
