package dev.cocoonsdk.network.tl;

import dev.cocoonsdk.core.Hash256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes TL values ({@code docs/protocol/wire.md} 4) into an array of exactly the right size, which
 * {@link TlObject#bareSize()} tells beforehand. Not thread-safe.
 */
public final class TlWriter {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SHORT_LIMIT = 254;
    private static final int MEDIUM_LIMIT = 1 << 24;
    private static final int TRUE_ID = 0x997275b5;
    private static final int FALSE_ID = 0xbc799737;

    private final byte[] array;
    private int position;

    private TlWriter(byte[] array) {
        this.array = array;
    }

    /** A writer of exactly {@code size} bytes. */
    public static TlWriter ofSize(int size) {
        return new TlWriter(new byte[size]);
    }

    /**
     * The bytes written; the writer must not be used any more.
     *
     * @throws IllegalStateException if they are fewer than announced
     */
    public TlBytes toBytes() {
        checkFull();
        return TlBytes.wrap(array);
    }

    /**
     * The bytes written as a buffer that the caller owns; the writer must not be used any more.
     *
     * @throws IllegalStateException if they are fewer than announced
     */
    public ByteBuffer toByteBuffer() {
        checkFull();
        return ByteBuffer.wrap(array);
    }

    private void checkFull() {
        if (position != array.length) {
            throw new IllegalStateException("written: " + position + " bytes (expected: " + array.length + ")");
        }
    }

    /** Writes an {@code int} or {@code #}: 4 bytes, little-endian. */
    public void writeInt(int value) {
        INT.set(array, position, value);
        position += 4;
    }

    /** Writes a {@code long}: 8 bytes, little-endian. */
    public void writeLong(long value) {
        LONG.set(array, position, value);
        position += 8;
    }

    /** Writes a {@code double}: IEEE 754 binary64, little-endian. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /** Writes a boxed {@code Bool}. */
    public void writeBool(boolean value) {
        writeInt(value ? TRUE_ID : FALSE_ID);
    }

    /** Writes an {@code int256}: 32 bytes as they are. */
    public void writeInt256(Hash256 value) {
        System.arraycopy(value.toBytes(), 0, array, position, Hash256.LENGTH);
        position += Hash256.LENGTH;
    }

    /** Writes bytes without a length. */
    public void writeFixed(TlBytes value) {
        value.copyTo(array, position);
        position += value.length();
    }

    /** Writes {@code bytes}. */
    public void writeBytes(TlBytes value) {
        int end = Math.addExact(position, sizeOfBytes(value.length()));
        writeLength(value.length());
        value.copyTo(array, position);
        position = end;
    }

    /** Writes a {@code string} as UTF-8. */
    public void writeString(String value) {
        writeBytes(TlBytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a {@code bytes} field that holds the boxed form of an object, without an array in between. */
    public void writeBytesOf(TlObject value) {
        int size = value.boxedSize();
        int end = Math.addExact(position, sizeOfBytes(size));
        writeLength(size);
        value.writeBoxed(this);
        position = end;
    }

    void writeVector(List<? extends TlObject> items) {
        writeInt(items.size());
        for (TlObject item : items) {
            item.writeBare(this);
        }
    }

    void writeStrings(List<String> items) {
        writeInt(items.size());
        for (String item : items) {
            writeString(item);
        }
    }

    private void writeLength(int length) {
        if (length < SHORT_LIMIT) {
            array[position++] = (byte) length;
        } else if (length < MEDIUM_LIMIT) {
            writeInt(SHORT_LIMIT | length << 8);
        } else {
            writeLong(0xff | (long) length << 8);
        }
    }

    /** Size of a {@code bytes} field with prefix and padding. */
    public static int sizeOfBytes(int length) {
        int prefix = length < SHORT_LIMIT ? 1 : length < MEDIUM_LIMIT ? 4 : 8;
        return Math.addExact(length, prefix + 3) & ~3;
    }

    static int sizeOf(TlBytes value) {
        return sizeOfBytes(value.length());
    }

    static int sizeOf(String value) {
        return sizeOfBytes(utf8Length(value));
    }

    static int sizeOfVector(List<? extends TlObject> items) {
        int size = 4;
        for (TlObject item : items) {
            size = Math.addExact(size, item.bareSize());
        }
        return size;
    }

    static int sizeOfStrings(List<String> items) {
        int size = 4;
        for (String item : items) {
            size = Math.addExact(size, sizeOf(item));
        }
        return size;
    }

    /** What {@code getBytes(UTF_8).length} would say: an unpaired surrogate becomes one question mark. */
    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length++;
            }
        }
        return length;
    }
}
