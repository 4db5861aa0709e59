package dev.cocoonsdk.network.tl;

import dev.cocoonsdk.core.Hash256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads TL values ({@code docs/protocol/wire.md} 4). Every method either consumes its value or throws
 * {@link TlFormatException}; lengths are checked against what is there before memory is taken. Not thread-safe.
 */
public final class TlReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TRUE_ID = 0x997275b5;
    private static final int FALSE_ID = 0xbc799737;

    private final byte[] array;
    private final int start;
    private final int end;
    private int position;

    TlReader(byte[] array, int start, int length) {
        Objects.checkFromIndexSize(start, length, array.length);
        this.array = array;
        this.start = start;
        this.end = start + length;
        this.position = start;
    }

    /**
     * Reads one value that takes all of the bytes.
     *
     * @param bytes the input
     * @param read what to read, for example {@code WorkerParams::read}
     * @throws TlFormatException if the bytes are anything else
     */
    public static <T> T parse(TlBytes bytes, Function<TlReader, T> read) {
        TlReader in = bytes.reader();
        T value = read.apply(in);
        in.expectEnd();
        return value;
    }

    /** Bytes consumed so far. */
    public int offset() {
        return position - start;
    }

    /** Bytes that are left. */
    public int remaining() {
        return end - position;
    }

    /**
     * Checks that all bytes are consumed.
     *
     * @throws TlFormatException if bytes are left
     */
    public void expectEnd() {
        if (position != end) {
            throw error("end of object expected, " + remaining() + " bytes left");
        }
    }

    /** Reads an {@code int}. */
    public int readInt() {
        int at = take(4, "int");
        return (int) INT.get(array, at);
    }

    /** Reads a {@code long}. */
    public long readLong() {
        int at = take(8, "long");
        return (long) LONG.get(array, at);
    }

    /** Reads a {@code double}. */
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** Reads {@code #}: an int that is not negative. */
    public int readFlags() {
        int flags = readInt();
        if (flags < 0) {
            throw new TlFormatException("negative flags", offset() - 4);
        }
        return flags;
    }

    /** Reads a boxed {@code Bool}. */
    public boolean readBool() {
        int id = readInt();
        if (id != TRUE_ID && id != FALSE_ID) {
            throw unexpected(id, "Bool");
        }
        return id == TRUE_ID;
    }

    /** Reads an {@code int256}. */
    public Hash256 readInt256() {
        int at = take(Hash256.LENGTH, "int256");
        return Hash256.of(Arrays.copyOfRange(array, at, at + Hash256.LENGTH));
    }

    /** Reads so many bytes that stand without a length, as a view of the input. */
    public TlBytes readFixed(int length) {
        return TlBytes.wrap(array, take(length, length + " bytes"), length);
    }

    /** Reads {@code bytes} as a view of the input. */
    public TlBytes readBytes() {
        int length = readLength();
        return TlBytes.wrap(array, takePadded(length), length);
    }

    /** Reads a {@code string}; malformed UTF-8 becomes U+FFFD. */
    public String readString() {
        int length = readLength();
        return new String(array, takePadded(length), length, StandardCharsets.UTF_8);
    }

    /** The next four bytes as a constructor id, without consuming them; 0 if they are not there. */
    public int peekId() {
        return remaining() < 4 ? 0 : (int) INT.get(array, position);
    }

    /** Consumes the constructor id of one type. */
    void expectId(int id, String name) {
        int found = readInt();
        if (found != id) {
            throw unexpected(found, name);
        }
    }

    /** The error for a constructor id that was just read. */
    TlFormatException unexpected(int id, String expected) {
        return new TlFormatException(
                "unexpected constructor #" + String.format("%08x", id) + ", " + expected + " expected", offset() - 4);
    }

    /** Limits the count as well as the bytes: items that are next to nothing as bytes are objects here. */
    <T> List<T> readVector(int longest, int minimumItemSize, Function<TlReader, T> readItem) {
        int count = readInt();
        if (count > longest) {
            throw new TlFormatException("vector of " + count + " items (expected: <= " + longest + ")", offset() - 4);
        }
        if (count < 0 || (long) count * minimumItemSize > remaining()) {
            throw new TlFormatException("vector longer than its bytes", offset() - 4);
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(readItem.apply(this));
        }
        return items;
    }

    private int readLength() {
        int first = array[take(1, "length")] & 0xff;
        if (first < 254) {
            return first;
        }
        int bytes = first == 254 ? 3 : 7;
        int at = take(bytes, "length");
        long length = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            length = (length << 8) | (array[at + i] & 0xff);
        }
        if (length > remaining()) {
            throw error("bytes longer than the input");
        }
        return (int) length;
    }

    /** Consumes the content and the padding that brings prefix and content to a multiple of four. */
    private int takePadded(int length) {
        int at = take(length, "bytes");
        take(-offset() & 3, "padding");
        return at;
    }

    private int take(int size, String what) {
        if (size > remaining()) {
            throw error(what + " expected");
        }
        int at = position;
        position += size;
        return at;
    }

    private TlFormatException error(String message) {
        return new TlFormatException(message, offset());
    }
}
