package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary with keys of one length, {@code HashmapE n} of TL-B ({@code docs/protocol/contracts.md} 1): in a cell, a bit and, if it is
 * not empty, a reference to a tree that branches by the bits of the keys.
 *
 * <p>Immutable and thread-safe. Reading is total: a hostile tree may repeat cells to describe more entries than there are cells, so
 * there are at most {@value #MAX_ENTRIES}.
 */
public final class Dictionary {

    /** Most entries that are read. */
    public static final int MAX_ENTRIES = 1 << 16;

    private final int keyBytes;
    private final Map<Bytes, Cell> entries;

    /** Takes the map over. */
    private Dictionary(int keyBytes, Map<Bytes, Cell> entries) {
        this.keyBytes = keyBytes;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * A dictionary of entries.
     *
     * @param keyBytes length of each key, 1 to 127
     * @param entries values by key
     * @throws CellException if a key has another length
     */
    public static Dictionary of(int keyBytes, Map<Bytes, Cell> entries) {
        Map<Bytes, Cell> sorted = emptyMap(keyBytes);
        entries.forEach((key, value) -> {
            if (key.length() != keyBytes) {
                throw new CellException("dictionary key: " + key.length() + " bytes (expected: " + keyBytes + ")");
            }
            sorted.put(key, value);
        });
        return new Dictionary(keyBytes, sorted);
    }

    /**
     * Takes a dictionary out of a cell: the bit and the reference.
     *
     * @param keyBytes length of each key, 1 to 127
     * @throws CellException if the tree has another layout or more than {@value #MAX_ENTRIES} entries
     */
    public static Dictionary read(CellSlice slice, int keyBytes) {
        Map<Bytes, Cell> entries = emptyMap(keyBytes);
        Cell root = slice.loadMaybeRef();
        if (root != null) {
            DictionaryTree.read(root, keyBytes, entries);
        }
        return new Dictionary(keyBytes, entries);
    }

    private static Map<Bytes, Cell> emptyMap(int keyBytes) {
        if (keyBytes < 1 || keyBytes > Cell.MAX_BITS / 8) {
            throw new CellException(
                    "dictionary keys: " + keyBytes + " bytes (expected: 1 to " + Cell.MAX_BITS / 8 + ")");
        }
        return new TreeMap<>(Dictionary::compareUnsigned);
    }

    private static int compareUnsigned(Bytes a, Bytes b) {
        ByteBuffer left = a.asByteBuffer();
        ByteBuffer right = b.asByteBuffer();
        int at = left.mismatch(right);
        return at < 0 ? 0 : Byte.compareUnsigned(left.get(at), right.get(at));
    }

    /** Values by key, in ascending order of the keys as unsigned numbers. */
    public Map<Bytes, Cell> entries() {
        return entries;
    }

    /**
     * Adds this dictionary to a cell: the bit and, if it is not empty, the reference. Labels take the form that the C++ nodes choose,
     * so equal dictionaries give equal cells.
     *
     * @throws CellException if it does not fit, or a value is too long for the leaf that holds it
     */
    public void write(CellBuilder builder) {
        builder.storeMaybeRef(rootCell());
    }

    private @Nullable Cell rootCell() {
        List<Map.Entry<Bytes, Cell>> sorted = new ArrayList<>(entries.entrySet());
        return sorted.isEmpty() ? null : DictionaryTree.write(sorted, keyBytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dictionary that && keyBytes == that.keyBytes && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return 31 * keyBytes + entries.hashCode();
    }

    /** Sizes, not the content. */
    @Override
    public String toString() {
        return "Dictionary[" + keyBytes + "-byte keys, " + entries.size() + " entries]";
    }
}
