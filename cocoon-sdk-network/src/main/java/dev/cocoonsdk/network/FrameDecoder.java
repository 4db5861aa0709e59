package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes numbered frames out of a byte stream, however it is cut into pieces ({@code docs/protocol/wire.md} 3.1).
 *
 * <p>Memory grows with the bytes that arrived, never with the length that a header announces. Not thread-safe.
 */
public final class FrameDecoder {

    private static final int FIRST_ALLOCATION = 1 << 13;

    /** Takes complete frames. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A complete frame.
         *
         * @param payload 4 bytes to 16 MiB; never changes afterwards
         */
        void frame(TlBytes payload);
    }

    private final ByteBuffer header = ByteBuffer.allocate(FrameEncoder.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private byte @Nullable [] payload;
    private int filled;
    private int length;
    private int expectedSeqno;
    private int limit = FrameEncoder.MAX_PAYLOAD;

    /** A decoder for one direction of a new connection: its first frame must be number 0. */
    public FrameDecoder() {}

    /**
     * Consumes all of {@code bytes} and reports the frames that became complete.
     *
     * @throws FrameFormatException if a length is not from 4 to 2^24, as soon as its four bytes are there, or if a sequence
     *     number is not the next one; the stream must not be continued
     */
    public void decode(ByteBuffer bytes, Sink sink) {
        while (bytes.hasRemaining()) {
            if (payload == null) {
                readHeader(bytes);
            } else {
                readPayload(bytes, payload, sink);
            }
        }
    }

    /** Sets the largest payload of the frames that begin from now on. */
    void limit(int bytes) {
        limit = bytes;
    }

    /** Bytes of memory that an incomplete frame occupies. */
    int allocated() {
        return payload == null ? 0 : payload.length;
    }

    private void readHeader(ByteBuffer bytes) {
        while (header.hasRemaining() && bytes.hasRemaining()) {
            header.put(bytes.get());
            if (header.position() == 4) {
                length = checkedLength(header.getInt(0));
            }
        }
        if (!header.hasRemaining()) {
            int seqno = header.getInt(4);
            if (seqno != expectedSeqno) {
                throw new FrameFormatException("frame number: " + seqno + " (expected: " + expectedSeqno + ")");
            }
            expectedSeqno++;
            header.clear();
            filled = 0;
            payload = new byte[Math.min(length, Math.max(FIRST_ALLOCATION, bytes.remaining()))];
        }
    }

    private int checkedLength(int length) {
        if (length < FrameEncoder.MIN_PAYLOAD || length > FrameEncoder.MAX_PAYLOAD) {
            throw new FrameFormatException("frame payload: " + Integer.toUnsignedString(length) + " bytes (expected: "
                    + FrameEncoder.MIN_PAYLOAD + " to " + FrameEncoder.MAX_PAYLOAD + ")");
        }
        if (length > limit) {
            throw FrameFormatException.tooEarly("frame payload: " + length
                    + " bytes before the handshake is complete (expected: <= " + limit + ")");
        }
        return length;
    }

    private void readPayload(ByteBuffer bytes, byte[] current, Sink sink) {
        byte[] target = current;
        if (filled == target.length) {
            target = Arrays.copyOf(target, Math.min(length, 2 * target.length));
            payload = target;
        }
        int count = Math.min(bytes.remaining(), target.length - filled);
        bytes.get(target, filled, count);
        filled += count;
        if (filled == length) {
            payload = null;
            sink.frame(TlBytes.wrap(target));
        }
    }
}
