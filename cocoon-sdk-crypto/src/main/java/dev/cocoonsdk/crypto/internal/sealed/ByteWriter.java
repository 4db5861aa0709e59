package dev.cocoonsdk.crypto.internal.sealed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes fields in network order. */
public final class ByteWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /** One byte. */
    public ByteWriter u8(int value) {
        out.write(value);
        return this;
    }

    /** Two bytes. */
    public ByteWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    /** Four bytes. */
    public ByteWriter u32(int value) {
        return u16(value >> 16).u16(value);
    }

    /** Eight bytes. */
    public ByteWriter u64(long value) {
        return u32((int) (value >> 32)).u32((int) value);
    }

    /** As they are. */
    public ByteWriter bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /** A length of one byte and a text. */
    public ByteWriter shortText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u8(bytes.length).bytes(bytes);
    }

    /** A length of two bytes and a text. */
    public ByteWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u16(bytes.length).bytes(bytes);
    }

    /** What was written. */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}
