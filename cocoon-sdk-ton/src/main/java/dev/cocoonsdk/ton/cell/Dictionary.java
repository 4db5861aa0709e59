package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary with keys of one length, {@code HashmapE n} of TL-B ({@code docs/protocol/contracts.md} 1): in a cell, a bit and, if it is
 * not empty, a reference to a tree that branches by the bits of the keys.
 *
 * <p>Keys are unsigned numbers in as many bytes as their bits need, big-endian. Immutable and thread-safe. Reading is total: a hostile
 * tree may repeat cells to describe more entries than there are cells, so there are at most {@value #MAX_ENTRIES}.
 */
public final class Dictionary {

    /** Most entries that are read. */
    public static final int MAX_ENTRIES = 1 << 16;

    private final int keyBits;
    private final Map<Bytes, Cell> entries;

    /** Takes the map over. */
    private Dictionary(int keyBits, Map<Bytes, Cell> entries) {
        this.keyBits = keyBits;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * A dictionary of entries.
     *
     * @param keyBits length of each key, 1 to 1023
     * @param entries values by key; each key has ⌈keyBits / 8⌉ bytes, of which the first begins with zero bits if there are more bits
     *     than keyBits
     * @throws CellException if a key has another length
     */
    public static Dictionary of(int keyBits, Map<Bytes, Cell> entries) {
        Map<Bytes, Cell> sorted = DictionaryKeys.newMap(keyBits);
        entries.forEach((key, value) -> sorted.put(DictionaryKeys.checked(key, keyBits), value));
        return new Dictionary(keyBits, sorted);
    }

    /**
     * Takes a dictionary out of a cell: the bit and the reference.
     *
     * @param keyBits length of each key, 1 to 1023
     * @throws CellException if the tree has another layout, pruned branches or more than {@value #MAX_ENTRIES} entries
     */
    public static Dictionary read(CellSlice slice, int keyBits) {
        return read(slice, keyBits, MAX_ENTRIES);
    }

    /**
     * Takes a small dictionary out of a cell.
     *
     * @param keyBits length of each key, 1 to 1023
     * @param mostEntries most entries that are read
     * @throws CellException if the tree has another layout, pruned branches or more entries
     */
    public static Dictionary read(CellSlice slice, int keyBits, int mostEntries) {
        Map<Bytes, Cell> entries = DictionaryKeys.newMap(keyBits);
        Cell root = slice.loadMaybeRef();
        if (root != null) {
            DictionaryTree.read(root, keyBits, entries, mostEntries);
        }
        return new Dictionary(keyBits, entries);
    }

    /**
     * Looks for one key, and takes the dictionary out of the cell: the bit and the reference. Cells aside of the way to the key may be
     * pruned, as in a proof.
     *
     * @param key as for {@link #of}
     * @return the value, or null if the key is not in the dictionary
     * @throws CellException if the way to the key has another layout
     */
    public static @Nullable Cell find(CellSlice slice, int keyBits, Bytes key) {
        Cell root = slice.loadMaybeRef();
        CellSlice leaf = root == null ? null : DictionaryTree.find(root, keyBits, key);
        return leaf == null ? null : leaf.toCell();
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
        if (entries.isEmpty()) {
            return null;
        }
        List<Cell> values = new ArrayList<>(entries.values());
        List<byte[]> keys = entries.keySet().stream().map(Bytes::toByteArray).toList();
        return DictionaryTree.write(keys, keyBits, new DictionaryTree.NodeWriter() {
            @Override
            public void writeLeaf(CellBuilder out, int index) {
                out.storeSlice(values.get(index).beginRead());
            }

            @Override
            public void writeFork(CellBuilder out) {}
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dictionary that && keyBits == that.keyBits && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return 31 * keyBits + entries.hashCode();
    }

    /** Sizes, not the content. */
    @Override
    public String toString() {
        return "Dictionary[" + keyBits + "-bit keys, " + entries.size() + " entries]";
    }
}
