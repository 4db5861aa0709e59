package dev.cocoonsdk.it.conformance.raw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads TL ({@code docs/protocol/wire.md} 4) and fails the test on anything that the reference could not parse. */
public final class In {

    private final ByteBuffer bytes;

    public In(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The constructor id at the start, without consuming it. */
    public int peek() {
        return bytes.getInt(bytes.position());
    }

    public int i32() {
        return bytes.getInt();
    }

    public long i64() {
        return bytes.getLong();
    }

    public double f64() {
        return bytes.getDouble();
    }

    /** Consumes a constructor id, which must be this one. */
    public In id(int expected) {
        int found = i32();
        if (found != expected) {
            throw new AssertionError("object " + Ids.hex(found) + " (expected: " + Ids.hex(expected) + ")");
        }
        return this;
    }

    public boolean bool() {
        int id = i32();
        if (id != Ids.TRUE && id != Ids.FALSE) {
            throw new AssertionError("Bool " + Ids.hex(id));
        }
        return id == Ids.TRUE;
    }

    public byte[] raw(int length) {
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    public String int256() {
        return HexFormat.of().formatHex(raw(32));
    }

    public String str() {
        return new String(data(), StandardCharsets.UTF_8);
    }

    public byte[] data() {
        int first = bytes.get() & 0xff;
        int prefix = first < 254 ? 1 : 4;
        int length = first;
        if (first == 254) {
            length = (bytes.get() & 0xff) | (bytes.get() & 0xff) << 8 | (bytes.get() & 0xff) << 16;
        } else if (first == 255) {
            throw new AssertionError("a string of 16 MiB or more");
        }
        byte[] taken = raw(length);
        for (int size = prefix + length; size % 4 != 0; size++) {
            if (bytes.get() != 0) {
                throw new AssertionError("padding is not zero");
            }
        }
        return taken;
    }

    /** The same bytes from here on, read independently. */
    public In copy() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.duplicate().get(rest);
        return new In(rest);
    }

    /** What is left, as hex. */
    public String rest() {
        return HexFormat.of().formatHex(raw(bytes.remaining()));
    }

    /** Everything must be consumed. */
    public void end() {
        if (bytes.hasRemaining()) {
            throw new AssertionError(bytes.remaining() + " trailing bytes");
        }
    }
}
