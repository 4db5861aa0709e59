package dev.cocoonsdk.broker.internal.market;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of all answers that wait for readers or are kept. When there are more than the limit, answers that grow make
 * room: they cut off readers that have fallen behind and are kept no longer. Thread-safe.
 */
public final class AnswerMemory {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * A count from zero.
     *
     * @param limit bytes of all answers together
     */
    public AnswerMemory(long limit) {
        this.limit = limit;
    }

    /** A quarter of the memory that the virtual machine may use. */
    public static AnswerMemory quarterOfHeap() {
        return new AnswerMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * Counts bytes.
     *
     * @param bytes negative when they are gone
     */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Whether answers that grow must make room. */
    public boolean isFull() {
        return used.get() > limit;
    }

    /** Bytes of all answers now. */
    public long used() {
        return used.get();
    }
}
