package dev.cocoonsdk.benchmarks.load;

import java.util.Arrays;

/** Durations of complete requests, and how many failed. Confined to one thread until collected. */
final class Samples {

    private long[] nanos = new long[1024];
    private int size;
    private int failed;

    void add(long duration, boolean ok) {
        if (!ok) {
            failed++;
            return;
        }
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
    }

    void addAll(Samples other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i], true);
        }
        failed += other.failed;
    }

    int count() {
        return size;
    }

    int failed() {
        return failed;
    }

    /** The duration in milliseconds that {@code fraction} of the requests did not exceed; 0 without samples. */
    double percentileMillis(double fraction) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (fraction * size))] / 1e6;
    }
}
