package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The tree of a dictionary. Each cell begins with a label, the bits that all keys below have in common; then follow the value, if the
 * key is complete, or references to the keys that go on with 0 and with 1.
 */
final class DictionaryTree {

    private static final int LONG = 0b10;
    private static final int SAME = 0b11;

    private DictionaryTree() {}

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

    static void read(Cell root, int keyBytes, Map<Bytes, Cell> entries) {
        Deque<Edge> pending = new ArrayDeque<>();
        pending.push(new Edge(root, new byte[keyBytes], 0));
        while (!pending.isEmpty()) {
            Edge edge = pending.pop();
            CellSlice in = edge.cell.beginRead();
            int bits = readLabel(in, edge.key, edge.bits);
            if (bits == 8 * keyBytes) {
                addEntry(entries, edge.key, in.toCell());
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

    private static void addEntry(Map<Bytes, Cell> entries, byte[] key, Cell value) {
        if (entries.size() == Dictionary.MAX_ENTRIES) {
            throw new CellException("dictionary: more than " + Dictionary.MAX_ENTRIES + " entries");
        }
        entries.put(Bytes.wrap(key), value);
    }

    /** Appends the label's bits to the key, returns the length of the key. */
    private static int readLabel(CellSlice in, byte[] key, int bits) {
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

    /** Sorted entries, at least one. The depth of the recursion is at most the number of bits in a key. */
    static Cell write(List<Map.Entry<Bytes, Cell>> entries, int keyBytes) {
        List<byte[]> keys =
                entries.stream().map(entry -> entry.getKey().toByteArray()).toList();
        return write(entries, keys, 0, entries.size(), 0, 8 * keyBytes);
    }

    private static Cell write(
            List<Map.Entry<Bytes, Cell>> entries, List<byte[]> keys, int from, int to, int bits, int keyBits) {
        byte[] first = keys.get(from);
        byte[] last = keys.get(to - 1);
        int end = bits;
        while (end < keyBits && bit(first, end) == bit(last, end)) {
            end++;
        }
        CellBuilder out = new CellBuilder();
        writeLabel(out, first, bits, end, keyBits - bits);
        if (end == keyBits) {
            return out.storeSlice(entries.get(from).getValue().beginRead()).build();
        }
        int middle = from;
        while (bit(keys.get(middle), end) == 0) {
            middle++;
        }
        return out.storeRef(write(entries, keys, from, middle, end + 1, keyBits))
                .storeRef(write(entries, keys, middle, to, end + 1, keyBits))
                .build();
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
