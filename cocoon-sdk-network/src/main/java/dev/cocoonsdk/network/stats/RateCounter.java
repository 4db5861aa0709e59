package dev.cocoonsdk.network.stats;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A sum with six rates that forget exponentially ({@code docs/protocol/payments.md} 13): before each use, what a window of length
 * {@code T} holds is multiplied by {@code exp(-dt/T)}; its rate is that value divided by {@code T}. Thread-safe.
 */
public final class RateCounter {

    /** The lengths of the windows: a second, ten, a minute, ten, an hour, a day. */
    public static final List<Duration> WINDOWS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofDays(1));

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final double[] held = new double[WINDOWS.size()];
    private double total;
    private long last;

    /**
     * A counter at zero.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RateCounter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Counts one. */
    public void increment() {
        add(1L);
    }

    /**
     * Counts.
     *
     * @param amount any finite number; others are ignored, because a counter could never forget them
     */
    public synchronized void add(double amount) {
        if (Double.isFinite(amount)) {
            decay();
            total += amount;
            for (int i = 0; i < held.length; i++) {
                held[i] += amount;
            }
        }
    }

    /** Counts whole things; exact up to 2<sup>53</sup>. */
    public void add(long amount) {
        add((double) amount);
    }

    /** Everything counted so far. */
    public synchronized double total() {
        return total;
    }

    /**
     * What is counted per second at present.
     *
     * @param window index into {@link #WINDOWS}
     */
    public synchronized double perSecond(int window) {
        decay();
        return held[window] / WINDOWS.get(window).toSeconds();
    }

    /**
     * The total and the six rates per second, {@code [total, 1s, 10s, 1m, 10m, 1h, 1d]}, with six decimals as the C++ nodes write
     * them ({@code docs/protocol/http-api.md} 5).
     */
    public synchronized JsonArray toJson() {
        List<JsonValue> values = new ArrayList<>();
        values.add(decimal(total()));
        for (int i = 0; i < held.length; i++) {
            values.add(decimal(perSecond(i)));
        }
        return JsonValue.array(values);
    }

    /**
     * A number with six decimals.
     *
     * @param value any finite number
     */
    public static JsonNumber decimal(double value) {
        return new JsonNumber(String.format(Locale.ROOT, "%.6f", value));
    }

    private void decay() {
        long now = nanoTime.getAsLong();
        double seconds = Math.max(0, now - last) / NANOS_PER_SECOND;
        last = now;
        if (seconds > 0) {
            for (int i = 0; i < held.length; i++) {
                held[i] *= Math.exp(-seconds / WINDOWS.get(i).toSeconds());
            }
        }
    }
}
