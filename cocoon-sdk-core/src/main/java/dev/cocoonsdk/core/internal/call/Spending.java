package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * The money of one call, all its parts and attempts together: amounts are held before an attempt and replaced by what it cost at its
 * end. Thread-safe.
 */
final class Spending {

    private final @Nullable NanoTon cap;
    private long held;
    private long spent;

    Spending(@Nullable NanoTon cap) {
        this.cap = cap;
    }

    /** Whether there is a cap. */
    boolean isCapped() {
        return cap != null;
    }

    /** What may still be held, in nanoton; 2<sup>63</sup> − 1 without a cap. */
    synchronized long left() {
        return cap == null ? Long.MAX_VALUE : Math.max(0, cap.value() - held - spent);
    }

    /** Holds an amount if it fits under the cap. */
    synchronized boolean tryHold(long nanoton) {
        if (nanoton > left()) {
            return false;
        }
        held += nanoton;
        return true;
    }

    /** Replaces a held amount by what was spent. */
    synchronized void settle(long heldNanoton, long spentNanoton) {
        held -= heldNanoton;
        spent += spentNanoton;
    }
}
