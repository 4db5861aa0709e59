package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what calls cost against {@link SpendingLimits}, all proxies of a wallet together. A call under way counts with the most that it can
 * cost. Totals are stored with every round of the accounts: a crash forgets what was spent in the last seconds. Thread-safe.
 */
public final class SpendingGuard {

    static final String RECORD = "spending";
    private static final int HOURS = 24;
    private static final long SECONDS = 3600;

    private final SpendingLimits limits;
    private final InstantSource clock;
    private final StateStore store;
    private final TreeMap<Long, Long> hours = new TreeMap<>();
    private long total;
    private long open;
    private boolean dirty;

    SpendingGuard(SpendingLimits limits, InstantSource clock, StateStore store) {
        this.limits = limits;
        this.clock = clock;
        this.store = store;
        Bytes record = store.read(RECORD);
        if (record != null) {
            read(record);
        }
    }

    private void read(Bytes record) {
        try {
            if (JsonValue.parse(record.toByteArray()) instanceof JsonObject json) {
                total = AccountJson.number(json, "total");
                for (JsonValue item : json.array("hours")) {
                    if (item instanceof JsonObject hour) {
                        hours.put(AccountJson.number(hour, "hour"), AccountJson.number(hour, "nanoton"));
                    }
                }
                return;
            }
        } catch (RuntimeException e) {
            throw new StateStoreException("record " + RECORD + " is damaged", e);
        }
        throw new StateStoreException("record " + RECORD + " is no object", null);
    }

    /**
     * Admits a call.
     *
     * @param most the most that it may cost
     * @return to be ended with what it did cost
     * @throws PriceTooHighException if it may cost more than one call may
     * @throws InsufficientBalanceException if nothing is left for it today or in total
     */
    public synchronized Ticket admit(NanoTon most) {
        NanoTon perCall = limits.perCall();
        if (perCall != null && most.compareTo(perCall) > 0) {
            throw new PriceTooHighException(
                    "the call may cost " + most + " (expected: at most " + perCall + " for one call)",
                    null,
                    most,
                    Acceptance.NOT_ACCEPTED);
        }
        check("today", limits.perDay(), today(), most);
        check("in total", limits.total(), total, most);
        check("under way", NanoTon.of(Long.MAX_VALUE), 0, most);
        open += most.value();
        return new Ticket(most.value());
    }

    private void check(String when, @Nullable NanoTon limit, long spent, NanoTon most) {
        if (limit == null) {
            return;
        }
        long left = Math.max(0, limit.value() - saturated(spent, open));
        if (most.value() > left) {
            throw new InsufficientBalanceException(
                    "spending limit: the call may cost " + most + ", " + NanoTon.of(left) + " of " + limit
                            + " are left " + when,
                    null,
                    null,
                    most,
                    NanoTon.of(left));
        }
    }

    private long today() {
        long first = hour(clock.instant()) - HOURS;
        hours.headMap(first, true).clear();
        return hours.values().stream().mapToLong(Long::longValue).reduce(0, SpendingGuard::saturated);
    }

    /** Costs come from brokers: one that tells absurd numbers must not turn them into new room. */
    private static long saturated(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    /** What calls cost in the last 24 hours, to the hour. */
    public synchronized NanoTon spentToday() {
        return NanoTon.of(today());
    }

    /** What all calls cost. */
    public synchronized NanoTon spentTotal() {
        return NanoTon.of(total);
    }

    /** What calls under way may cost. */
    public synchronized NanoTon underWay() {
        return NanoTon.of(open);
    }

    /**
     * Makes the totals durable if they changed.
     *
     * @throws StateStoreException if that fails
     */
    synchronized void save() {
        if (dirty) {
            JsonObject json = JsonValue.object(
                    "total",
                    total,
                    "hours",
                    JsonValue.array(hours.entrySet().stream()
                            .map(hour -> JsonValue.object("hour", hour.getKey(), "nanoton", hour.getValue()))
                            .toList()));
            store.write(RECORD, Bytes.wrap(json.toJsonBytes()));
            dirty = false;
        }
    }

    /** A call under way. */
    public final class Ticket {
        private final long most;
        private boolean ended;

        Ticket(long most) {
            this.most = most;
        }

        /** The call is over; ended once, what comes later is ignored. */
        public void spent(NanoTon cost) {
            synchronized (SpendingGuard.this) {
                if (!ended) {
                    ended = true;
                    open -= most;
                    total = saturated(total, cost.value());
                    hours.merge(hour(clock.instant()), cost.value(), SpendingGuard::saturated);
                    dirty = true;
                }
            }
        }

        /** It is not known what the call did cost: the most counts. */
        public void lost() {
            spent(NanoTon.of(most));
        }
    }
}
