package dev.cocoonsdk.crypto.internal.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.sealed.SealedFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads fields; whatever is missing is a {@link SealedFormatException} with field and offset. */
public final class ByteReader {

    private final ByteBuffer in;
    private final int start;

    /** Reads from the buffer's position; the position moves. */
    public ByteReader(ByteBuffer in) {
        this.in = in;
        this.start = in.position();
    }

    /** Bytes read so far. */
    public int offset() {
        return in.position() - start;
    }

    /** Bytes left. */
    public int remaining() {
        return in.remaining();
    }

    /** One byte, unsigned. */
    public int u8(String field) {
        need(field, 1);
        return in.get() & 0xff;
    }

    /** Two bytes. */
    public int u16(String field) {
        need(field, 2);
        return in.getShort() & 0xffff;
    }

    /** Four bytes. */
    public long u32(String field) {
        need(field, 4);
        return in.getInt() & 0xffff_ffffL;
    }

    /** Four bytes from {@code min} to {@code max}. */
    public int u32(String field, int min, int max) {
        int at = offset();
        long value = u32(field);
        if (value < min || value > max) {
            throw new SealedFormatException(field, at, value + " (expected: " + min + " to " + max + ")");
        }
        return (int) value;
    }

    /** Eight bytes, taken as a signed number. */
    public long i64(String field) {
        need(field, 8);
        return in.getLong();
    }

    /** 32 bytes. */
    public Hash256 hash(String field) {
        return Hash256.of(array(field, Format.HASH));
    }

    /** A number of bytes. */
    public byte[] array(String field, int length) {
        need(field, length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** All that is left. */
    public Bytes rest() {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    /** Bytes of a range, as text. */
    public String ascii(String field, int length, int low, int high) {
        int at = offset();
        byte[] bytes = array(field, length);
        for (byte b : bytes) {
            if (b < low || b > high) {
                throw new SealedFormatException(field, at, "has a byte that it must not have");
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Strict UTF-8. */
    public String utf8(String field, int length) {
        int at = offset();
        byte[] bytes = array(field, length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SealedFormatException(field, at, "no UTF-8");
        }
    }

    /** A length that must lie in a range. */
    public int length(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new SealedFormatException(field, offset(), value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }

    /** Refuses more bytes. */
    public void end(String field) {
        if (in.hasRemaining()) {
            throw new SealedFormatException(field, offset(), in.remaining() + " bytes after the end");
        }
    }

    private void need(String field, int length) {
        if (in.remaining() < length) {
            throw SealedFormatException.incomplete(field, offset());
        }
    }
}
