package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary cell: up to 1023 bits and up to four references to other cells ({@code docs/protocol/contracts.md} 1).
 *
 * <p>Immutable and thread-safe. The representation hash is computed on first use and kept; equality is equality of that hash. Trees
 * are at most {@value #MAX_DEPTH} references deep, and every operation takes time linear in the number of distinct cells and a
 * constant amount of stack.
 */
public final class Cell {

    /** Most bits in a cell. */
    public static final int MAX_BITS = 1023;

    /** Most references in a cell. */
    public static final int MAX_REFS = 4;

    /** Longest chain of references below a cell. */
    public static final int MAX_DEPTH = 1024;

    /** The cell without bits and references. */
    public static final Cell EMPTY = new Cell(new byte[0], 0, new Cell[0], 0);

    private static final int REF_BYTES = 2 + Hash256.LENGTH;

    private final byte[] data;
    private final int bits;
    private final Cell[] refs;
    private final int depth;
    private final boolean opaque;
    // Written without a lock: racing threads store equal, immutable values.
    private @Nullable Hash256 hash;

    /** Takes the arrays over; bits behind {@code bits} are zero. */
    private Cell(byte[] data, int bits, Cell[] refs, int depth) {
        this.data = data;
        this.bits = bits;
        this.refs = refs;
        this.depth = depth;
        this.opaque = false;
    }

    private Cell(Hash256 hash, int depth) {
        this.data = EMPTY.data;
        this.bits = 0;
        this.refs = EMPTY.refs;
        this.depth = depth;
        this.opaque = true;
        this.hash = hash;
    }

    /** Takes the arrays over; bits behind {@code bits} must be zero. */
    static Cell of(byte[] data, int bits, Cell[] refs) {
        return new Cell(data, bits, refs, depthAbove(refs));
    }

    /**
     * A cell of which only hash and depth are known, such as contract code that is named by its hash. It can be referred to, hashed
     * and compared; reading or serialising it fails with {@link CellException}.
     *
     * @param hash representation hash
     * @param depth from 0 to {@value #MAX_DEPTH}
     * @throws CellException if the depth is out of range
     */
    public static Cell opaque(Hash256 hash, int depth) {
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new CellException("depth: " + depth + " (expected: 0 to " + MAX_DEPTH + ")");
        }
        return new Cell(hash, depth);
    }

    private static int depthAbove(Cell[] refs) {
        int depth = 0;
        for (Cell ref : refs) {
            depth = Math.max(depth, ref.depth + 1);
        }
        if (depth > MAX_DEPTH) {
            throw new CellException("depth: " + depth + " (expected: <= " + MAX_DEPTH + ")");
        }
        return depth;
    }

    /** Number of bits, 0 to {@value #MAX_BITS}; 0 for an opaque cell. */
    public int bits() {
        return bits;
    }

    /** Number of references, 0 to {@value #MAX_REFS}; 0 for an opaque cell. */
    public int refs() {
        return refs.length;
    }

    /** Longest chain of references below this cell, 0 to {@value #MAX_DEPTH}. */
    public int depth() {
        return depth;
    }

    /** Whether only hash and depth are known. */
    public boolean isOpaque() {
        return opaque;
    }

    /**
     * A reader at the beginning of this cell.
     *
     * @throws CellException if the cell is opaque
     */
    public CellSlice beginRead() {
        requireContent();
        return new CellSlice(this, 0, 0);
    }

    /** Representation hash: SHA-256 of descriptors, data, depths and hashes of the references. */
    public Hash256 hash() {
        Hash256 known = hash;
        return known != null ? known : hashTree();
    }

    private Hash256 hashTree() {
        Deque<Cell> pending = new ArrayDeque<>();
        pending.push(this);
        Hash256 last = Hash256.ZERO;
        while (!pending.isEmpty()) {
            Cell cell = pending.element();
            Cell unhashed = cell.firstUnhashedRef();
            if (unhashed != null) {
                pending.push(unhashed);
            } else {
                last = cell.hashWithHashedRefs();
                pending.pop();
            }
        }
        return last;
    }

    private @Nullable Cell firstUnhashedRef() {
        for (Cell ref : refs) {
            if (ref.hash == null) {
                return ref;
            }
        }
        return null;
    }

    private Hash256 hashWithHashedRefs() {
        byte[] representation = new byte[2 + data.length + refs.length * REF_BYTES];
        int at = writeHeader(representation, 0);
        for (Cell ref : refs) {
            representation[at++] = (byte) (ref.depth >> 8);
            representation[at++] = (byte) ref.depth;
        }
        for (Cell ref : refs) {
            System.arraycopy(ref.hash().toBytes(), 0, representation, at, Hash256.LENGTH);
            at += Hash256.LENGTH;
        }
        Hash256 computed = Hash256.sha256(representation);
        hash = computed;
        return computed;
    }

    /** Writes descriptors and completed data, returns the place behind. */
    int writeHeader(byte[] target, int offset) {
        target[offset] = (byte) refs.length;
        target[offset + 1] = (byte) ((bits >> 3) + data.length);
        System.arraycopy(data, 0, target, offset + 2, data.length);
        int end = offset + 2 + data.length;
        if ((bits & 7) != 0) {
            target[end - 1] |= (byte) (0x80 >> (bits & 7));
        }
        return end;
    }

    int dataBytes() {
        return data.length;
    }

    byte[] data() {
        return data;
    }

    Cell ref(int index) {
        return refs[index];
    }

    void requireContent() {
        if (opaque) {
            throw new CellException("cell " + hash() + ": only hash and depth are known (expected: content)");
        }
    }

    /** Equality of representation hashes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Cell cell && hash().equals(cell.hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    /** Sizes and hash, not the content. */
    @Override
    public String toString() {
        return opaque
                ? "Cell[opaque, depth " + depth + ", " + hash() + "]"
                : "Cell[" + bits + " bits, " + refs.length + " refs, depth " + depth + ", " + hash() + "]";
    }
}
