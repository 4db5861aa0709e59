package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary whose tree carries an extra in each node, {@code HashmapAugE n X Y} of TL-B: in a cell, a bit, a reference to the tree if
 * it is not empty, and the extra of the whole. Accounts in a shard's state are such a dictionary.
 *
 * <p>Immutable and thread-safe if the extra is. Limits are those of {@link Dictionary}.
 *
 * @param <E> the extra
 */
public final class AugmentedDictionary<E> {

    private final int keyBits;
    private final Augmentation<E> augmentation;
    private final Map<Bytes, Entry<E>> entries;

    /**
     * A value and what the dictionary says of it.
     *
     * @param <E> the extra
     * @param extra what the dictionary says of it
     * @param value bits and references of its own
     */
    public record Entry<E>(E extra, Cell value) {}

    private AugmentedDictionary(int keyBits, Augmentation<E> augmentation, Map<Bytes, Entry<E>> entries) {
        this.keyBits = keyBits;
        this.augmentation = augmentation;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * A dictionary of entries.
     *
     * @param keyBits as for {@link Dictionary#of}
     * @param entries as for {@link Dictionary#of}
     * @throws CellException if a key has another length
     */
    public static <E> AugmentedDictionary<E> of(
            int keyBits, Augmentation<E> augmentation, Map<Bytes, Entry<E>> entries) {
        Map<Bytes, Entry<E>> sorted = DictionaryKeys.newMap(keyBits);
        entries.forEach((key, entry) -> sorted.put(DictionaryKeys.checked(key, keyBits), entry));
        return new AugmentedDictionary<>(keyBits, augmentation, sorted);
    }

    /**
     * Takes a dictionary out of a cell and checks that every extra is the combination of those below.
     *
     * @param keyBits length of each key, 1 to 1023
     * @throws CellException if the tree has another layout, pruned branches, wrong extras or more than {@value
     *     Dictionary#MAX_ENTRIES} entries
     */
    public static <E> AugmentedDictionary<E> read(CellSlice in, int keyBits, Augmentation<E> augmentation) {
        AugmentedDictionary<E> read = new AugmentedDictionary<>(keyBits, augmentation, DictionaryKeys.newMap(keyBits));
        Cell root = in.loadMaybeRef();
        Map<Bytes, Entry<E>> entries = DictionaryKeys.newMap(keyBits);
        E sum = root == null
                ? augmentation.empty()
                : read.readNode(root, DictionaryKeys.zeroKey(keyBits), DictionaryKeys.padding(keyBits), entries);
        read.checkExtra(in, sum);
        return new AugmentedDictionary<>(keyBits, augmentation, entries);
    }

    /**
     * Takes a dictionary out of a cell in whose own bits and references its root stands, {@code HashmapAug n X Y} of TL-B, which is never
     * empty and has no extra beside its root. The cell may go on behind it. Transactions in a block of an account are such a dictionary.
     *
     * @param keyBits length of each key, 1 to 1023
     * @param value takes one value out of the cell, for the case that the root is the only entry
     * @throws CellException as {@link #read}
     */
    public static <E> AugmentedDictionary<E> readInline(
            CellSlice in, int keyBits, Augmentation<E> augmentation, Function<CellSlice, Cell> value) {
        AugmentedDictionary<E> read = new AugmentedDictionary<>(keyBits, augmentation, DictionaryKeys.newMap(keyBits));
        Map<Bytes, Entry<E>> entries = DictionaryKeys.newMap(keyBits);
        byte[] key = DictionaryKeys.zeroKey(keyBits);
        int bits = DictionaryTree.readLabel(in, key, DictionaryKeys.padding(keyBits));
        if (bits == 8 * key.length) {
            entries.put(Bytes.wrap(key), new Entry<>(augmentation.read(in), value.apply(in)));
        } else {
            read.readFork(in, key, bits, entries);
        }
        return new AugmentedDictionary<>(keyBits, augmentation, entries);
    }

    /**
     * Adds the root of this dictionary to a cell's own bits and references.
     *
     * @throws CellException if the dictionary is empty, or it does not fit
     */
    public void writeInline(CellBuilder builder) {
        if (entries.isEmpty()) {
            throw new CellException("dictionary: no entries (expected: at least 1)");
        }
        List<byte[]> keys = entries.keySet().stream().map(Bytes::toByteArray).toList();
        Cell root = DictionaryTree.write(keys, keyBits, new Writer(new ArrayList<>(entries.values())));
        builder.storeSlice(root.beginRead());
    }

    /** The depth of the recursion is at most the number of bits in a key. */
    private E readNode(Cell cell, byte[] key, int bitsBefore, Map<Bytes, Entry<E>> into) {
        CellSlice in = cell.beginRead();
        int bits = DictionaryTree.readLabel(in, key, bitsBefore);
        if (bits == 8 * key.length) {
            E extra = augmentation.read(in);
            DictionaryTree.addEntry(into, key, new Entry<>(extra, in.toCell()), Dictionary.MAX_ENTRIES);
            return extra;
        }
        E sum = readFork(in, key, bits, into);
        in.endParse();
        return sum;
    }

    private E readFork(CellSlice in, byte[] key, int bits, Map<Bytes, Entry<E>> into) {
        byte[] oneKey = key.clone();
        Bits.write(oneKey, bits, 1, 1);
        E zero = readNode(in.loadRef(), key, bits + 1, into);
        E one = readNode(in.loadRef(), oneKey, bits + 1, into);
        E sum = augmentation.combine(zero, one);
        checkExtra(in, sum);
        return sum;
    }

    private void checkExtra(CellSlice in, E expected) {
        if (!augmentation.read(in).equals(expected)) {
            throw in.error("dictionary: extra of another tree (expected: the combination of what is below)");
        }
    }

    /**
     * Looks for one key, and takes the dictionary out of the cell. Cells aside of the way to the key may be pruned; extras are not
     * checked.
     *
     * @param key as for {@link Dictionary#of}
     * @return value and extra, or null if the key is not in the dictionary
     * @throws CellException if the way to the key has another layout
     */
    public static <E> @Nullable Entry<E> find(CellSlice in, int keyBits, Bytes key, Augmentation<E> augmentation) {
        Cell root = in.loadMaybeRef();
        augmentation.read(in);
        CellSlice leaf = root == null ? null : DictionaryTree.find(root, keyBits, key);
        return leaf == null ? null : new Entry<>(augmentation.read(leaf), leaf.toCell());
    }

    /** Values by key, in ascending order of the keys as unsigned numbers. */
    public Map<Bytes, Entry<E>> entries() {
        return entries;
    }

    /**
     * Adds this dictionary to a cell: the bit, the reference if it is not empty, the extra.
     *
     * @throws CellException if it does not fit, or a value is too long for the leaf that holds it
     */
    public void write(CellBuilder builder) {
        List<byte[]> keys = entries.keySet().stream().map(Bytes::toByteArray).toList();
        if (keys.isEmpty()) {
            augmentation.write(builder.storeBit(false), augmentation.empty());
            return;
        }
        Writer writer = new Writer(new ArrayList<>(entries.values()));
        Cell root = DictionaryTree.write(keys, keyBits, writer);
        augmentation.write(builder.storeMaybeRef(root), writer.done.getLast());
    }

    /** Adds extras; each node written leaves its own on the stack, for the fork above. */
    private final class Writer implements DictionaryTree.NodeWriter {
        private final List<Entry<E>> values;
        private final Deque<E> done = new ArrayDeque<>();

        Writer(List<Entry<E>> values) {
            this.values = values;
        }

        @Override
        public void writeLeaf(CellBuilder out, int index) {
            Entry<E> entry = values.get(index);
            augmentation.write(out, entry.extra());
            out.storeSlice(entry.value().beginRead());
            done.addLast(entry.extra());
        }

        @Override
        public void writeFork(CellBuilder out) {
            E one = done.removeLast();
            E sum = augmentation.combine(done.removeLast(), one);
            augmentation.write(out, sum);
            done.addLast(sum);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AugmentedDictionary<?> that && keyBits == that.keyBits && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyBits, entries);
    }

    /** Sizes, not the content. */
    @Override
    public String toString() {
        return "AugmentedDictionary[" + keyBits + "-bit keys, " + entries.size() + " entries]";
    }
}
