package dev.cocoonsdk.it.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes TL ({@code docs/protocol/wire.md} 4), rightly or wrongly, as the script wants it. */
public final class Tl {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An object that begins with this constructor id. */
    public static Tl of(int id) {
        return new Tl().i32(id);
    }

    public Tl i32(int value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    public Tl i64(long value) {
        return raw(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    public Tl f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    public Tl bool(boolean value) {
        return i32(value ? Ids.TRUE : Ids.FALSE);
    }

    public Tl hex(String bytes) {
        return raw(HexFormat.of().parseHex(bytes));
    }

    public Tl raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Tl add(Tl other) {
        return raw(other.bytes());
    }

    public Tl str(String text) {
        return data(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code bytes} field that holds an object. */
    public Tl data(Tl object) {
        return data(object.bytes());
    }

    /** A {@code bytes} or {@code string} field. */
    public Tl data(byte[] bytes) {
        int prefix = bytes.length < 254 ? 1 : 4;
        if (prefix == 1) {
            out.write(bytes.length);
        } else {
            i32(254 | bytes.length << 8);
        }
        raw(bytes);
        return raw(new byte[(4 - (prefix + bytes.length) % 4) % 4]);
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public String toHex() {
        return HexFormat.of().formatHex(bytes());
    }
}
