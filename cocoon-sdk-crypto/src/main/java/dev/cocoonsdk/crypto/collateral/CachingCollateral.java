package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what another source found, in memory and if wanted in a folder.
 *
 * <table>
 * <caption>What a request does</caption>
 * <tr><th>remembered collateral is</th><th>request</th></tr>
 * <tr><td>younger than the time to live, not in its last part</td><td>answers from memory or the folder</td></tr>
 * <tr><td>in the last part of it (refresh ahead)</td><td>answers so too; one request in the background asks the source</td></tr>
 * <tr><td>older, or none</td><td>one request asks the source, all others wait for the same answer</td></tr>
 * <tr><td>older, and the source fails</td><td>answers with what is remembered while its {@code nextUpdate} has not come, and asks again
 *     after the pause; after that fails as the source did</td></tr>
 * <tr><td>none, and the source failed no longer ago than the pause</td><td>fails as the source did, without asking</td></tr>
 * </table>
 *
 * <p>The time to live ends at the earliest {@code nextUpdate} of the collateral at the latest. A file that cannot be understood is
 * passed over and replaced, as is what was fetched in the future. Collateral of which any part was made earlier than the remembered one's,
 * or than any whose signatures held, counts as a failure of the source. What a verifier {@linkplain #rejected rejected} is asked for anew,
 * at most once in a pause. Nothing remembered is believed: signatures and dates are checked whenever a quote is judged. Thread-safe.
 */
public final class CachingCollateral implements CollateralSource {

    private final CollateralSource source;
    private final @Nullable CollateralStore store;
    private final Duration timeToLive;
    private final Duration refreshAhead;
    private final Duration pause;
    private final Clock clock;
    private final Executor executor;
    private final Object lock = new Object();

    /** Guarded by {@link #lock}. */
    private final Map<PlatformId, Remembered> memory;

    /** The latest dates of what verifiers accepted. Guarded by {@link #lock}. */
    private final Map<PlatformId, CollateralDates> accepted;

    /** The last failure of the source. Guarded by {@link #lock}. */
    private final Map<PlatformId, Failure> failures;

    /** When a verifier's rejection was last heeded. Guarded by {@link #lock}. */
    private final Map<PlatformId, Instant> rejections;

    /** Guarded by {@link #lock}. */
    private final Map<PlatformId, Flight> running = new LinkedHashMap<>();

    private CachingCollateral(Builder builder) {
        source = builder.source;
        store = builder.folder == null ? null : new CollateralStore(builder.folder);
        timeToLive = builder.timeToLive;
        refreshAhead = builder.refreshAhead;
        pause = builder.pause;
        clock = builder.clock;
        executor = builder.executor;
        memory = bounded(builder.maxPlatforms);
        accepted = bounded(builder.maxPlatforms);
        failures = bounded(builder.maxPlatforms);
        rejections = bounded(builder.maxPlatforms);
    }

    private static <V> Map<PlatformId, V> bounded(int limit) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PlatformId, V> eldest) {
                return size() > limit;
            }
        };
    }

    /** Begins a cache in front of a source. */
    public static Builder builder(CollateralSource source) {
        return new Builder(source);
    }

    /** What is remembered of a platform: when to ask ahead, until when to answer with it, and when Intel promises the next. */
    private record Remembered(
            Collateral collateral,
            boolean accepted,
            Instant fetchedAt,
            Instant refreshAt,
            Instant freshUntil,
            Instant nextUpdate) {

        Remembered pausedUntil(Instant later) {
            Instant until = freshUntil.isBefore(later) ? min(later, nextUpdate) : freshUntil;
            return new Remembered(collateral, accepted, fetchedAt, later, until, nextUpdate);
        }

        Remembered asAccepted() {
            return new Remembered(collateral, true, fetchedAt, refreshAt, freshUntil, nextUpdate);
        }

        Remembered overAt(Instant now) {
            return new Remembered(collateral, accepted, fetchedAt, now, min(freshUntil, now), nextUpdate);
        }
    }

    /** A failure of the source and its time. */
    private record Failure(CollateralException why, Instant at) {}

    /** What a request to the source gave: one of the two. */
    private record Fetched(
            @Nullable Collateral collateral, @Nullable CollateralException failure) {}

    /** One request to the source; whoever starts it first makes it, the others wait for it. */
    private static final class Flight {
        private final AtomicBoolean started = new AtomicBoolean();
        private final CompletableFuture<Fetched> answer = new CompletableFuture<>();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CollateralException as the source does, if nothing usable is remembered
     */
    @Override
    public Collateral find(PlatformId platform) throws CollateralException {
        Remembered known = remembered(platform);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.freshUntil())) {
            if (!now.isBefore(known.refreshAt())) {
                refreshLater(platform);
            }
            return known.collateral();
        }
        CollateralException recent = recentFailure(platform, now);
        Fetched fetched = recent == null ? fetch(platform) : new Fetched(null, recent);
        if (fetched.collateral() != null) {
            return fetched.collateral();
        }
        if (known != null && clock.instant().isBefore(known.nextUpdate())) {
            return known.collateral();
        }
        throw Objects.requireNonNull(fetched.failure());
    }

    /**
     * Forgets a platform, so that the next request asks the source: for a caller that found that the remembered collateral is no good.
     */
    public void forget(PlatformId platform) {
        synchronized (lock) {
            memory.remove(platform);
        }
        if (store != null) {
            store.remove(platform);
        }
    }

    /** From then on nothing older is taken for the platform. */
    @Override
    public void accepted(PlatformId platform, Collateral collateral) {
        synchronized (lock) {
            Remembered known = memory.get(platform);
            if (known != null && !known.accepted() && known.collateral().equals(collateral)) {
                memory.put(platform, known.asAccepted());
                accepted.merge(platform, CollateralDates.of(collateral), CollateralDates::or);
            }
        }
    }

    /**
     * Makes the next request ask the source, at most once in a pause. What never was {@linkplain #accepted accepted} is forgotten; the rest
     * is kept for the case that the source fails.
     *
     * @return whether the next request asks
     */
    @Override
    public boolean rejected(PlatformId platform) {
        Instant now = clock.instant();
        synchronized (lock) {
            Instant last = rejections.get(platform);
            if (last != null && isInPause(last, now)) {
                return false;
            }
            rejections.put(platform, now);
            Remembered known = memory.get(platform);
            if (known != null && known.accepted()) {
                memory.put(platform, known.overAt(now));
                return true;
            }
        }
        forget(platform);
        return true;
    }

    private boolean isInPause(Instant begin, Instant now) {
        return !now.isBefore(begin) && now.isBefore(begin.plus(pause));
    }

    private @Nullable CollateralException recentFailure(PlatformId platform, Instant now) {
        synchronized (lock) {
            Failure failure = failures.get(platform);
            return failure != null && isInPause(failure.at(), now) ? failure.why() : null;
        }
    }

    private @Nullable Remembered remembered(PlatformId platform) {
        Instant now = clock.instant();
        synchronized (lock) {
            Remembered known = memory.get(platform);
            if (known != null && !known.fetchedAt().isAfter(now)) {
                return known;
            }
            memory.remove(platform);
        }
        CollateralStore.Stored stored = store == null ? null : store.read(platform);
        return stored == null || stored.fetchedAt().isAfter(now)
                ? null
                : remember(platform, stored.collateral(), stored.fetchedAt());
    }

    /** Even what is already too old when it comes is not asked for again before the pause is over. */
    private Remembered remember(PlatformId platform, Collateral collateral, Instant fetchedAt) {
        Instant nextUpdate = CollateralValidity.nextUpdate(collateral);
        Instant soonest = fetchedAt.plus(pause);
        Instant end = max(min(fetchedAt.plus(timeToLive), nextUpdate), soonest);
        Remembered entry =
                new Remembered(collateral, false, fetchedAt, max(end.minus(refreshAhead), soonest), end, nextUpdate);
        synchronized (lock) {
            memory.put(platform, entry);
        }
        return entry;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant max(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private void refreshLater(PlatformId platform) {
        Flight mine = new Flight();
        synchronized (lock) {
            if (running.putIfAbsent(platform, mine) != null) {
                return;
            }
        }
        try {
            executor.execute(() -> flown(platform, mine));
        } catch (RejectedExecutionException e) {
            finish(platform, mine, failed("the executor takes no refresh", e));
        }
    }

    private Fetched fetch(PlatformId platform) {
        Flight flight;
        synchronized (lock) {
            flight = running.computeIfAbsent(platform, key -> new Flight());
        }
        flown(platform, flight);
        return flight.answer.join();
    }

    /** Asks the source unless another thread does so already. */
    private void flown(PlatformId platform, Flight flight) {
        if (!flight.started.compareAndSet(false, true)) {
            return;
        }
        Fetched fetched = failed("the source failed unexpectedly", null);
        try {
            Collateral collateral = source.find(platform);
            refuseOlder(platform, collateral);
            Instant now = clock.instant();
            remember(platform, collateral, now);
            if (store != null) {
                store.write(platform, collateral, now);
            }
            fetched = new Fetched(collateral, null);
        } catch (CollateralException e) {
            fetched = new Fetched(null, e);
        } finally {
            finish(platform, flight, fetched);
        }
    }

    /** Nobody can forge collateral, but anybody on the way to a service without TLS can send old collateral again. */
    private void refuseOlder(PlatformId platform, Collateral collateral) throws CollateralException {
        CollateralDates dates = CollateralDates.of(collateral);
        Remembered known;
        CollateralDates floor;
        synchronized (lock) {
            known = memory.get(platform);
            floor = accepted.get(platform);
        }
        if ((known != null && dates.isOlderThan(CollateralDates.of(known.collateral())))
                || (floor != null && dates.isOlderThan(floor))) {
            throw new CollateralException(
                    Reason.MISSING, "collateral", "the source sent older than what is remembered", null);
        }
    }

    private static Fetched failed(String why, @Nullable Throwable cause) {
        return new Fetched(null, new CollateralException(Reason.UNREACHABLE, "collateral", why, cause));
    }

    private void finish(PlatformId platform, Flight flight, Fetched fetched) {
        synchronized (lock) {
            running.remove(platform, flight);
            note(platform, fetched.failure());
        }
        flight.answer.complete(fetched);
    }

    /** Called with the lock. */
    private void note(PlatformId platform, @Nullable CollateralException failure) {
        if (failure == null) {
            failures.remove(platform);
            return;
        }
        Instant now = clock.instant();
        failures.put(platform, new Failure(failure, now));
        Remembered known = memory.get(platform);
        if (known != null) {
            memory.put(platform, known.pausedUntil(now.plus(pause)));
        }
    }

    @Override
    public String toString() {
        return "CachingCollateral[" + source + "]";
    }

    /** Collects what a cache needs. */
    public static final class Builder {

        private final CollateralSource source;
        private @Nullable Path folder;
        private Duration timeToLive = Duration.ofHours(12);
        private Duration refreshAhead = Duration.ofHours(2);
        private Duration pause = Duration.ofMinutes(1);
        private int maxPlatforms = 256;
        private Clock clock = Clock.systemUTC();
        private Executor executor = CachingCollateral::startThread;

        private Builder(CollateralSource source) {
            this.source = source;
        }

        /** Keeps collateral in this folder too; made when needed. Several processes may share it. Without: memory only. */
        public Builder folder(Path value) {
            folder = value;
            return this;
        }

        /** How long collateral is used without asking, at most; 12 hours by default. */
        public Builder timeToLive(Duration value) {
            timeToLive = value;
            return this;
        }

        /** How long before its end collateral is fetched anew in the background; 2 hours by default. */
        public Builder refreshAhead(Duration value) {
            refreshAhead = value;
            return this;
        }

        /** How long a source is left alone about a platform after it failed or a verifier's rejection was heeded; 1 minute by default. */
        public Builder pause(Duration value) {
            pause = value;
            return this;
        }

        /** How many platforms are remembered in memory; 256 by default. */
        public Builder maxPlatforms(int value) {
            maxPlatforms = value;
            return this;
        }

        /** The time; the system's by default. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** Where refreshing ahead runs; by default each on a daemon thread of its own. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /**
         * The cache.
         *
         * @throws IllegalArgumentException if a duration is negative or no platform may be remembered
         */
        public CachingCollateral build() {
            if (timeToLive.isNegative() || refreshAhead.isNegative() || pause.isNegative() || maxPlatforms < 1) {
                throw new IllegalArgumentException("cache: " + timeToLive + ", " + refreshAhead + ", " + pause + ", "
                        + maxPlatforms + " (expected: no negative time, at least 1 platform)");
            }
            return new CachingCollateral(this);
        }
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "cocoon-collateral-refresh");
        thread.setDaemon(true);
        thread.start();
    }
}
