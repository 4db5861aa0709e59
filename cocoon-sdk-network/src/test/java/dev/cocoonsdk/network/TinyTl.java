package dev.cocoonsdk.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A second, tiny TL encoder, so that conformance tests do not trust our own codec. Ids are written out in the tests. */
final class TinyTl {

    static final int TRUE = 0x997275b5;
    static final int FALSE = 0xbc799737;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static TinyTl of(int id) {
        return new TinyTl().i32(id);
    }

    TinyTl i32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    TinyTl i64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    TinyTl f64(double value) {
        return i64(Double.doubleToLongBits(value));
    }

    TinyTl bool(boolean value) {
        return i32(value ? TRUE : FALSE);
    }

    TinyTl raw(String hex) {
        out.writeBytes(HexFormat.of().parseHex(hex));
        return this;
    }

    TinyTl rawBytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    TinyTl str(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    TinyTl bytes(byte[] value) {
        int prefix = value.length < 254 ? 1 : 4;
        if (prefix == 1) {
            out.write(value.length);
        } else {
            i32(254 | value.length << 8);
        }
        out.writeBytes(value);
        for (int size = prefix + value.length; size % 4 != 0; size++) {
            out.write(0);
        }
        return this;
    }

    byte[] done() {
        return out.toByteArray();
    }
}
