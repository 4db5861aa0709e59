package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of TLS records that cannot be looked at yet; takes no memory while there are none. */
final class Waiting {

    private static final byte[] NONE = new byte[0];
    private static final int FIRST_ALLOCATION = 1 << 10;
    private static final int RECORD_HEADER = 5;

    private final int limit;
    private byte[] bytes = NONE;
    private int length;

    Waiting(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** How many bytes complete the TLS record that waits, or its header. */
    int missing() {
        if (length < RECORD_HEADER) {
            return RECORD_HEADER - length;
        }
        int record = (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
        return Math.max(1, RECORD_HEADER + record - length);
    }

    /** Adds and consumes up to {@code count} bytes; false, and nothing happened, if they would be too many. */
    boolean add(ByteBuffer more, int count) {
        int added = Math.min(count, more.remaining());
        if (added > limit - length) {
            return false;
        }
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, Math.max(FIRST_ALLOCATION, 2 * bytes.length)));
        }
        more.get(bytes, length, added);
        length += added;
        return true;
    }

    /** What waits; give the buffer back to {@link #consumed}. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Drops what was consumed of a view. */
    void consumed(ByteBuffer view) {
        int used = view.position();
        length = Math.max(0, length - used);
        if (length == 0) {
            bytes = NONE;
        } else if (used > 0) {
            System.arraycopy(bytes, used, bytes, 0, length);
        }
    }

    void clear() {
        bytes = NONE;
        length = 0;
    }
}
