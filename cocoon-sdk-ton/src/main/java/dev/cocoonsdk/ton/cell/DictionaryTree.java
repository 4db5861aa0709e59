package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a dictionary. Each cell begins with a label, the bits that all keys below have in common; then follow the value, if the
 * key is complete, or references to the keys that go on with 0 and with 1.
 */
final class DictionaryTree {

    private static final int LONG = 0b10;
    private static final int SAME = 0b11;

    private DictionaryTree() {}

    /** What stands in nodes behind label and references. Leaves are written in order, forks after both their parts. */
    interface NodeWriter {
        void writeLeaf(CellBuilder out, int index);

        void writeFork(CellBuilder out);
    }

    /** A cell of the tree and the bits of the key before its label. */
    private static final class Edge {
        final Cell cell;
        final byte[] key;
        final int bits;

        Edge(Cell cell, byte[] key, int bits) {
            this.cell = cell;
            this.key = key;
            this.bits = bits;
        }
    }

    static void read(Cell root, int keyBits, Map<Bytes, Cell> entries, int mostEntries) {
        Deque<Edge> pending = new ArrayDeque<>();
        byte[] zeroKey = DictionaryKeys.zeroKey(keyBits);
        pending.push(new Edge(root, zeroKey, DictionaryKeys.padding(keyBits)));
        while (!pending.isEmpty()) {
            Edge edge = pending.pop();
            CellSlice in = edge.cell.beginRead();
            int bits = readLabel(in, edge.key, edge.bits);
            if (bits == 8 * edge.key.length) {
                addEntry(entries, edge.key, in.toCell(), mostEntries);
                continue;
            }
            Cell zero = in.loadRef();
            Cell one = in.loadRef();
            in.endParse();
            byte[] oneKey = edge.key.clone();
            Bits.write(oneKey, bits, 1, 1);
            pending.push(new Edge(one, oneKey, bits + 1));
            pending.push(new Edge(zero, edge.key, bits + 1));
        }
    }

    static <V> void addEntry(Map<Bytes, V> entries, byte[] key, V value, int mostEntries) {
        if (entries.size() == mostEntries) {
            throw new CellException("dictionary: more than " + mostEntries + " entries");
        }
        entries.put(Bytes.wrap(key), value);
    }

    /** What stands behind the label of the leaf with that key, or null. */
    static @Nullable CellSlice find(Cell root, int keyBits, Bytes key) {
        byte[] wanted = DictionaryKeys.checked(key, keyBits).toByteArray();
        byte[] found = new byte[wanted.length];
        CellSlice in = root.beginRead();
        int bits = DictionaryKeys.padding(keyBits);
        while (true) {
            int end = readLabel(in, found, bits);
            for (; bits < end; bits++) {
                if (bit(found, bits) != bit(wanted, bits)) {
                    return null;
                }
            }
            if (end == 8 * wanted.length) {
                return in;
            }
            Cell zero = in.loadRef();
            Cell next = bit(wanted, end) == 0 ? zero : in.loadRef();
            in = next.beginRead();
            bits = end + 1;
        }
    }

    /** Appends the label's bits to the key, returns the length of the key. */
    static int readLabel(CellSlice in, byte[] key, int bits) {
        int room = 8 * key.length - bits;
        if (!in.loadBit()) {
            int length = 0;
            while (in.loadBit()) {
                length++;
            }
            return readBits(in, key, bits, checkLabel(length, room));
        }
        if (!in.loadBit()) {
            return readBits(in, key, bits, checkLabel((int) in.loadUint(lengthBits(room)), room));
        }
        boolean bit = in.loadBit();
        int length = checkLabel((int) in.loadUint(lengthBits(room)), room);
        for (int i = 0; bit && i < length; i++) {
            Bits.write(key, bits + i, 1, 1);
        }
        return bits + length;
    }

    private static int checkLabel(int length, int room) {
        if (length > room) {
            throw new CellException("dictionary label: " + length + " bits (expected: <= " + room + ")");
        }
        return length;
    }

    private static int readBits(CellSlice in, byte[] key, int bits, int length) {
        for (int done = 0; done < length; ) {
            int chunk = Math.min(64, length - done);
            Bits.write(key, bits + done, in.loadUint(chunk), chunk);
            done += chunk;
        }
        return bits + length;
    }

    /** Width of a length from 0 to {@code most}. */
    private static int lengthBits(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** Sorted keys, at least one. The depth of the recursion is at most the number of bits in a key. */
    static Cell write(List<byte[]> keys, int keyBits, NodeWriter nodes) {
        return write(keys, 0, keys.size(), DictionaryKeys.padding(keyBits), nodes);
    }

    private static Cell write(List<byte[]> keys, int from, int to, int bits, NodeWriter nodes) {
        byte[] first = keys.get(from);
        byte[] last = keys.get(to - 1);
        int keyEnd = 8 * first.length;
        int end = bits;
        while (end < keyEnd && bit(first, end) == bit(last, end)) {
            end++;
        }
        CellBuilder out = new CellBuilder();
        writeLabel(out, first, bits, end, keyEnd - bits);
        if (end == keyEnd) {
            nodes.writeLeaf(out, from);
            return out.build();
        }
        int middle = from;
        while (bit(keys.get(middle), end) == 0) {
            middle++;
        }
        out.storeRef(write(keys, from, middle, end + 1, nodes)).storeRef(write(keys, middle, to, end + 1, nodes));
        nodes.writeFork(out);
        return out.build();
    }

    private static void writeLabel(CellBuilder out, byte[] key, int from, int to, int room) {
        int length = to - from;
        int width = lengthBits(room);
        if (length > 1 && width < 2 * length - 1 && isUniform(key, from, to)) {
            out.storeUint(SAME, 2).storeUint(bit(key, from), 1).storeUint(length, width);
            return;
        }
        if (width < length) {
            out.storeUint(LONG, 2).storeUint(length, width);
        } else {
            out.storeUint(0, 1);
            for (int i = 0; i < length; i++) {
                out.storeBit(true);
            }
            out.storeBit(false);
        }
        for (int i = from; i < to; i++) {
            out.storeUint(bit(key, i), 1);
        }
    }

    private static boolean isUniform(byte[] key, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (bit(key, i) != bit(key, from)) {
                return false;
            }
        }
        return true;
    }

    private static long bit(byte[] key, int position) {
        return Bits.read(key, position, 1);
    }
}
