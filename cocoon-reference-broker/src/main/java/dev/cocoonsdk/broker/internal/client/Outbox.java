package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.internal.market.AnswerMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client of one answer, in order and bounded. When all answers together take too much memory, the bound is
 * 64 KiB. Thread-safe: one lock, held for queue operations only.
 */
final class Outbox {

    private static final int FULL_MEMORY_LIMIT = 1 << 16;

    /** Something for the client. */
    interface Item {
        /** Bytes of memory that it holds. */
        default int size() {
            return 0;
        }
    }

    private final AnswerMemory memory;
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    Outbox(AnswerMemory memory) {
        this.memory = memory;
    }

    /**
     * Puts something in, however much waits already.
     *
     * @return false if nobody takes anything out any more
     */
    synchronized boolean put(Item item) {
        if (!closed) {
            items.add(item);
            count(item.size());
        }
        return !closed;
    }

    /**
     * Puts something in unless too much waits. An item of any size is taken if nothing waits.
     *
     * @return false if too much waits
     */
    synchronized boolean offer(Item item, long limit) {
        long most = memory.isFull() ? Math.min(limit, FULL_MEMORY_LIMIT) : limit;
        if (!closed && bytes > 0 && bytes + item.size() > most) {
            return false;
        }
        put(item);
        return true;
    }

    /** Takes the next one out; null if there is none. */
    synchronized @Nullable Item take() {
        Item item = items.poll();
        if (item != null) {
            count(-item.size());
        }
        return item;
    }

    /** Throws away what waits. */
    synchronized void clear() {
        items.clear();
        count(-bytes);
    }

    /** Nobody takes anything out any more. */
    synchronized void close() {
        closed = true;
        clear();
    }

    private void count(long more) {
        bytes += more;
        memory.add(more);
    }
}
