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
 * </table>
 *
 * <p>The time to live ends at the earliest {@code nextUpdate} of the collateral at the latest. A file that cannot be understood is
 * passed over and replaced. Nothing remembered is believed: signatures and dates are checked whenever a quote is judged. Thread-safe.
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
        int limit = builder.maxPlatforms;
        memory = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PlatformId, Remembered> eldest) {
                return size() > limit;
            }
        };
    }

    /** Begins a cache in front of a source. */
    public static Builder builder(CollateralSource source) {
        return new Builder(source);
    }

    /** What is remembered of a platform: when to ask ahead, until when to answer with it, and when Intel promises the next. */
    private record Remembered(Collateral collateral, Instant refreshAt, Instant freshUntil, Instant nextUpdate) {

        Remembered pausedUntil(Instant later) {
            Instant until = freshUntil.isBefore(later) ? min(later, nextUpdate) : freshUntil;
            return new Remembered(collateral, later, until, nextUpdate);
        }
    }

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
        Fetched fetched = fetch(platform);
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

    private @Nullable Remembered remembered(PlatformId platform) {
        synchronized (lock) {
            Remembered known = memory.get(platform);
            if (known != null || store == null) {
                return known;
            }
        }
        CollateralStore.Stored stored = store.read(platform);
        return stored == null ? null : remember(platform, stored.collateral(), stored.fetchedAt());
    }

    /** Even what is already too old when it comes is not asked for again before the pause is over. */
    private Remembered remember(PlatformId platform, Collateral collateral, Instant fetchedAt) {
        Instant nextUpdate = CollateralValidity.nextUpdate(collateral);
        Instant soonest = fetchedAt.plus(pause);
        Instant end = max(min(fetchedAt.plus(timeToLive), nextUpdate), soonest);
        Remembered entry = new Remembered(collateral, max(end.minus(refreshAhead), soonest), end, nextUpdate);
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

    private static Fetched failed(String why, @Nullable Throwable cause) {
        return new Fetched(null, new CollateralException(Reason.UNREACHABLE, "collateral", why, cause));
    }

    private void finish(PlatformId platform, Flight flight, Fetched fetched) {
        synchronized (lock) {
            running.remove(platform, flight);
            Remembered known = memory.get(platform);
            if (fetched.failure() != null && known != null) {
                memory.put(platform, known.pausedUntil(clock.instant().plus(pause)));
            }
        }
        flight.answer.complete(fetched);
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

        /** How long a source that failed is left alone while there is something to answer with; 1 minute by default. */
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
