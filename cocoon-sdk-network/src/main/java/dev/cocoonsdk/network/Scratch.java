package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers that belong to a thread, not to a connection: ten thousand idle connections hold none. A buffer is taken for the time of one
 * call and given back; nested calls get one each.
 */
final class Scratch {

    private static final ThreadLocal<Deque<ByteBuffer>> FREE = ThreadLocal.withInitial(ArrayDeque::new);
    private static final int KEPT = 4;
    private static final int SIZE = 1 << 16;

    private Scratch() {}

    /** An empty buffer with room for at least so many bytes. */
    static ByteBuffer take(int room) {
        ByteBuffer buffer = FREE.get().poll();
        return buffer != null && buffer.capacity() >= room ? buffer.clear() : ByteBuffer.allocate(Math.max(room, SIZE));
    }

    /** Gives a buffer back; nobody may look at it any more. */
    static void giveBack(ByteBuffer buffer) {
        Deque<ByteBuffer> free = FREE.get();
        if (free.size() < KEPT) {
            free.push(buffer);
        }
    }
}
