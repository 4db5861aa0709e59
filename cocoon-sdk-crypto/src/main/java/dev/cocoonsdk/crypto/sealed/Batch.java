package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of one stream that wait to be sealed together. Knows no clock and no timer. Not thread-safe. */
public final class Batch {

    private final Batching rule;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable Instant due;

    Batch(Batching rule) {
        this.rule = rule;
    }

    /**
     * Takes an event.
     *
     * @param event remaining bytes are taken
     * @return what is to be sealed now, or null if it waits until {@link #due}
     */
    public @Nullable Bytes add(ByteBuffer event, Instant now) {
        byte[] bytes = new byte[event.remaining()];
        event.get(bytes);
        waiting.writeBytes(bytes);
        if (due == null) {
            due = now.plus(rule.delay());
        }
        return !rule.waits() || waiting.size() >= rule.bytes() || !now.isBefore(due) ? flush() : null;
    }

    /** When {@link #flush} is to be called; null if nothing waits. */
    public @Nullable Instant due() {
        return due;
    }

    /** Takes out what waits; null if nothing does. */
    public @Nullable Bytes flush() {
        due = null;
        if (waiting.size() == 0) {
            return null;
        }
        Bytes bytes = Bytes.wrap(waiting.toByteArray());
        waiting.reset();
        return bytes;
    }
}
