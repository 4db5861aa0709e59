package dev.cocoonsdk.crypto.internal.sealed;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Makes the records of one message. Not thread-safe. */
public final class RecordSealer {

    private final RecordKey key;
    private long sequence;

    /** Begins at sequence 0. */
    public RecordSealer(RecordKey key) {
        this.key = key;
    }

    /** Bytes that a unit padded to {@code padded} takes on the wire: one record at least if {@code always}. */
    public static long size(int padded, boolean always) {
        long records = (padded + Format.CHUNK - 1L) / Format.CHUNK;
        return padded + Format.RECORD_OVERHEAD * Math.max(records, always ? 1 : 0);
    }

    /** The largest padded length of a body that takes at most {@code available} bytes, negative if there is none. */
    public static int largestBody(int available) {
        int full = available / (Format.CHUNK + Format.RECORD_OVERHEAD);
        int rest = available % (Format.CHUNK + Format.RECORD_OVERHEAD);
        return full * Format.CHUNK + Math.max(0, rest - Format.RECORD_OVERHEAD);
    }

    /**
     * Writes one unit. The plaintext of each record is put together in {@code out} and encrypted there, so that no copy of it is left.
     *
     * @param content remaining bytes are taken
     * @param padded length of content and padding, not less than the content's
     * @return the position after it
     */
    public int unit(RecordType type, ByteBuffer content, int padded, byte[] out, int at) {
        int left = padded;
        int position = at;
        do {
            int chunk = Math.min(left, Format.CHUNK);
            position = record(type, content, chunk, out, position);
            left -= chunk;
        } while (left > 0);
        return position;
    }

    private int record(RecordType type, ByteBuffer content, int chunk, byte[] out, int at) {
        int taken = Math.min(content.remaining(), chunk);
        int length = Format.RECORD_PREFIX + chunk;
        int begin = at + Integer.BYTES;
        int contentAt = begin + Format.RECORD_PREFIX;
        ByteBuffer.wrap(out)
                .putInt(at, length + Format.TAG)
                .put(begin, type.id())
                .putInt(begin + 1, taken);
        content.get(out, contentAt, taken);
        Arrays.fill(out, contentAt + taken, begin + length, (byte) 0);
        key.encrypt(sequence++, out, begin, length);
        return begin + length + Format.TAG;
    }
}
