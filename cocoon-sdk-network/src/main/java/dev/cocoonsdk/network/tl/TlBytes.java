package dev.cocoonsdk.network.tl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Immutable bytes: a view of a range of an array that nobody changes any more.
 *
 * <p>Reading a frame gives views of the frame's array instead of copies, so a small view may keep a large frame in memory;
 * {@link #compact()} ends that. {@link #toString()} tells the length only, because payloads are nobody's business.
 */
public final class TlBytes {

    /** No bytes. */
    public static final TlBytes EMPTY = new TlBytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int start;
    private final int length;

    private TlBytes(byte[] array, int start, int length) {
        this.array = array;
        this.start = start;
        this.length = length;
    }

    /** Takes over an array: the caller must never change it again. */
    public static TlBytes wrap(byte[] array) {
        return wrap(array, 0, array.length);
    }

    /**
     * Takes over a range of an array: the caller must never change it again.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public static TlBytes wrap(byte[] array, int start, int length) {
        Objects.checkFromIndexSize(start, length, array.length);
        return length == 0 ? EMPTY : new TlBytes(array, start, length);
    }

    /** Copies an array. */
    public static TlBytes copyOf(byte[] array) {
        return wrap(array.clone());
    }

    /** Copies the remaining bytes of a buffer and consumes them. */
    public static TlBytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return wrap(copy);
    }

    /** The UTF-8 form of a text. */
    public static TlBytes ofUtf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static TlBytes ofHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /** All bytes of {@code parts}; no copy if there is only one. */
    public static TlBytes concat(List<TlBytes> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        byte[] all = new byte[parts.stream().mapToInt(TlBytes::length).reduce(0, Math::addExact)];
        int at = 0;
        for (TlBytes part : parts) {
            part.copyTo(all, at);
            at += part.length;
        }
        return wrap(all);
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there is no byte. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** A view of a part. */
    public TlBytes slice(int from, int size) {
        Objects.checkFromIndexSize(from, size, length);
        return wrap(array, start + from, size);
    }

    /** These bytes in an array that holds nothing else. */
    public TlBytes compact() {
        return array.length == length ? this : wrap(toByteArray());
    }

    /** A copy. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, start, start + length);
    }

    /** A read-only view, without a copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, start, length).slice().asReadOnlyBuffer();
    }

    /** Lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(array, start, start + length);
    }

    /** The text whose UTF-8 form this is; malformed parts become U+FFFD. */
    public String toUtf8() {
        return new String(array, start, length, StandardCharsets.UTF_8);
    }

    /** A reader over these bytes, without a copy. */
    public TlReader reader() {
        return new TlReader(array, start, length);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(array, start, target, at, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlBytes that
                && Arrays.equals(array, start, start + length, that.array, that.start, that.start + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length, not the content. */
    @Override
    public String toString() {
        return length + " bytes";
    }
}
