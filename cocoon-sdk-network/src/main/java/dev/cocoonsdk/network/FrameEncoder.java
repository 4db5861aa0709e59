package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlWriter;
import java.nio.ByteBuffer;

/** Puts packets into numbered frames ({@code docs/protocol/wire.md} 3.1). Not thread-safe. */
public final class FrameEncoder {

    /** Smallest payload of a frame in bytes: a constructor id. */
    public static final int MIN_PAYLOAD = 4;

    /** Largest payload of a frame in bytes: 16 MiB. */
    public static final int MAX_PAYLOAD = 1 << 24;

    static final int HEADER = 8;

    private int seqno;

    /** An encoder for one direction of a new connection: its first frame is number 0. */
    public FrameEncoder() {}

    /**
     * The next frame.
     *
     * @param packet a {@code tcp.Packet}
     * @return header and boxed packet, owned by the caller
     * @throws MessageTooLargeException if the payload would exceed 16 MiB; no sequence number is used up then
     */
    public ByteBuffer encode(TlObject packet) {
        int size = checkedSize(packet);
        TlWriter out = TlWriter.ofSize(HEADER + size);
        out.writeInt(size);
        out.writeInt(seqno++);
        packet.writeBoxed(out);
        return out.toByteBuffer();
    }

    private static int checkedSize(TlObject packet) {
        int size;
        try {
            size = packet.boxedSize();
        } catch (ArithmeticException e) {
            throw new MessageTooLargeException(Long.MAX_VALUE);
        }
        if (size > MAX_PAYLOAD) {
            throw new MessageTooLargeException(size);
        }
        return size;
    }
}
