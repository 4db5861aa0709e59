package dev.cocoonsdk.ton.cell;

/** Big-endian bit fields in byte arrays; positions count from the most significant bit of the first byte. No range checks. */
final class Bits {

    private Bits() {}

    /** Writes the lowest {@code count} (0 to 64) bits of {@code value} into zeroed space. */
    static void write(byte[] target, int position, long value, int count) {
        int at = position;
        int left = count;
        while (left > 0) {
            int room = 8 - (at & 7);
            int taken = Math.min(room, left);
            left -= taken;
            int chunk = (int) (value >>> left) & ((1 << taken) - 1);
            target[at >> 3] |= (byte) (chunk << (room - taken));
            at += taken;
        }
    }

    /** Reads {@code count} (0 to 64) bits as the lowest bits of the result. */
    static long read(byte[] source, int position, int count) {
        long value = 0;
        int at = position;
        int left = count;
        while (left > 0) {
            int room = 8 - (at & 7);
            int taken = Math.min(room, left);
            int chunk = (source[at >> 3] >> (room - taken)) & ((1 << taken) - 1);
            value = (value << taken) | chunk;
            left -= taken;
            at += taken;
        }
        return value;
    }

    /** Copies bits into zeroed space. */
    static void copy(byte[] source, int from, byte[] target, int to, int count) {
        if ((from & 7) == 0 && (to & 7) == 0) {
            System.arraycopy(source, from >> 3, target, to >> 3, count >> 3);
            int tail = count & 7;
            int done = count - tail;
            write(target, to + done, read(source, from + done, tail), tail);
            return;
        }
        for (int done = 0; done < count; ) {
            int chunk = Math.min(56, count - done);
            write(target, to + done, read(source, from + done, chunk), chunk);
            done += chunk;
        }
    }
}
