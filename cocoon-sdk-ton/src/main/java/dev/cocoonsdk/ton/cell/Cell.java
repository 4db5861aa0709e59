package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A cell: up to 1023 bits and up to four references to other cells ({@code docs/protocol/contracts.md} 1).
 *
 * <p>Immutable and thread-safe. The representation hash is computed on first use and kept; equality is equality of that hash. Trees
 * are at most {@value #MAX_DEPTH} references deep, and every operation takes time linear in the number of distinct cells and a
 * constant amount of stack.
 *
 * <p>Exotic cells ({@link #type()}) occur in proofs and libraries. Where a tree has pruned branches, a cell above them has one more hash
 * for each level, 1 to 3, at which a branch is pruned: {@link #hash(int)} with level 0 is the hash of the whole tree, as if nothing
 * were left out, {@link #hash()} the one of the cell as it is.
 */
public final class Cell {

    /** Most bits in a cell. */
    public static final int MAX_BITS = 1023;

    /** Most references in a cell. */
    public static final int MAX_REFS = 4;

    /** Longest chain of references below a cell. */
    public static final int MAX_DEPTH = 1024;

    // Before EMPTY, which is made of it.
    private static final int[] NO_DEPTHS = {};

    /** The cell without bits and references. */
    public static final Cell EMPTY = new Cell(CellType.ORDINARY, 0, new byte[0], 0, new Cell[0]);

    private static final int REF_BYTES = 2 + Hash256.LENGTH;

    private static final int EXOTIC = 8;
    private static final int LEVEL_SHIFT = 5;

    private final byte[] data;
    private final int bits;
    private final Cell[] refs;
    private final CellType type;
    private final int levelMask;
    private final int depth;
    private final int[] lowerDepths;
    private final boolean opaque;
    // Written without a lock: racing threads store equal, immutable values.
    private @Nullable Hash256 hash;
    // Of the levels below the highest. Racing threads store equal arrays, volatile so that none is seen half filled.
    private volatile Hash256 @Nullable [] lowerHashes;

    /** Takes the arrays over; bits behind {@code bits} are zero. */
    private Cell(CellType type, int levelMask, byte[] data, int bits, Cell[] refs) {
        this.type = type;
        this.levelMask = levelMask;
        this.data = data;
        this.bits = bits;
        this.refs = refs;
        this.opaque = false;
        this.depth = depthAbove(type, refs, LevelMask.level(levelMask));
        this.lowerDepths = lowerDepths(type, levelMask, data, refs);
    }

    private Cell(Hash256 hash, int depth) {
        this.type = CellType.ORDINARY;
        this.levelMask = 0;
        this.data = EMPTY.data;
        this.bits = 0;
        this.refs = EMPTY.refs;
        this.depth = depth;
        this.lowerDepths = NO_DEPTHS;
        this.opaque = true;
        this.hash = hash;
    }

    /** Takes the arrays over; bits behind {@code bits} must be zero. */
    static Cell of(byte[] data, int bits, Cell[] refs) {
        int mask = 0;
        for (Cell ref : refs) {
            mask |= ref.levelMask;
        }
        return new Cell(CellType.ORDINARY, mask, data, bits, refs);
    }

    /** Takes the arrays over; bits behind {@code bits} must be zero. */
    static Cell ofExotic(byte[] data, int bits, Cell[] refs) {
        CellType type = ExoticCells.type(data, bits);
        return new Cell(type, ExoticCells.checkedMask(type, data, bits, refs), data, bits, refs);
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

    private static int depthAbove(CellType type, Cell[] refs, int level) {
        int above = 0;
        for (Cell ref : refs) {
            above = Math.max(above, ref.depth(levelBelow(type, level)) + 1);
        }
        if (above > MAX_DEPTH) {
            throw new CellException("depth: " + above + " (expected: <= " + MAX_DEPTH + ")");
        }
        return above;
    }

    private static int[] lowerDepths(CellType type, int mask, byte[] data, Cell[] refs) {
        if (mask == 0) {
            return NO_DEPTHS;
        }
        int[] depths = new int[LevelMask.hashes(mask) - 1];
        for (int i = 0; i < depths.length; i++) {
            depths[i] = type == CellType.PRUNED_BRANCH
                    ? ExoticCells.prunedDepth(data, mask, i)
                    : depthAbove(type, refs, LevelMask.levelOfHash(mask, i));
        }
        return depths;
    }

    /** What a Merkle cell shows at a level is one level higher in the tree that it is about. */
    private static int levelBelow(CellType type, int level) {
        return type.isMerkle() ? level + 1 : level;
    }

    /** Number of bits, 0 to {@value #MAX_BITS}; 0 for an opaque cell. */
    public int bits() {
        return bits;
    }

    /** Number of references, 0 to {@value #MAX_REFS}; 0 for an opaque cell. */
    public int refs() {
        return refs.length;
    }

    /** Longest chain of references below this cell as it is, 0 to {@value #MAX_DEPTH}. */
    public int depth() {
        return depth;
    }

    /**
     * Depth as it is seen from a level.
     *
     * @param level 0 (the whole tree, as if no branch were pruned) to 3; higher ones give {@link #depth()}
     */
    public int depth(int level) {
        int index = LevelMask.hashIndex(levelMask, level);
        return index == lowerDepths.length ? depth : lowerDepths[index];
    }

    /** What kind of cell this is; {@link CellType#ORDINARY} for an opaque one. */
    public CellType type() {
        return type;
    }

    /** Whether this cell has a fixed layout, see {@link #type()}. */
    public boolean isExotic() {
        return type != CellType.ORDINARY;
    }

    /** Highest level at which the cell has a hash of its own, 0 to 3; 0 for whatever is no part of a proof. */
    public int level() {
        return LevelMask.level(levelMask);
    }

    /** Whether only hash and depth are known. */
    public boolean isOpaque() {
        return opaque;
    }

    /**
     * A reader at the beginning of this ordinary cell.
     *
     * @throws ExoticCellException if the cell is exotic
     * @throws CellException if the cell is opaque
     */
    public CellSlice beginRead() {
        requireContent();
        if (isExotic()) {
            throw new ExoticCellException(type);
        }
        return new CellSlice(this, 0, 0);
    }

    /**
     * A reader at the beginning of this exotic cell, at the byte of its type.
     *
     * @throws CellException if the cell is opaque or ordinary
     */
    public CellSlice beginReadExotic() {
        requireContent();
        if (!isExotic()) {
            throw new CellException("ordinary cell (expected: an exotic cell)");
        }
        return new CellSlice(this, 0, 0);
    }

    /** Representation hash: SHA-256 of descriptors, data, depths and hashes of the references. */
    public Hash256 hash() {
        Hash256 known = hash;
        return known != null ? known : hashTree();
    }

    /**
     * Hash as it is seen from a level.
     *
     * @param level 0 (the whole tree, as if no branch were pruned) to 3; higher ones give {@link #hash()}
     */
    public Hash256 hash(int level) {
        int index = LevelMask.hashIndex(levelMask, level);
        Hash256 own = hash();
        if (index == lowerDepths.length) {
            return own;
        }
        return type == CellType.PRUNED_BRANCH ? ExoticCells.prunedHash(data, index) : lowerHashes()[index];
    }

    private Hash256[] lowerHashes() {
        Hash256[] known = lowerHashes;
        if (known == null) {
            known = hashLowerLevels();
            lowerHashes = known;
        }
        return known;
    }

    private Hash256[] hashLowerLevels() {
        Hash256[] lower = new Hash256[lowerDepths.length];
        Hash256 below = null;
        for (int i = 0; i < lower.length; i++) {
            below = hashAtLevel(LevelMask.levelOfHash(levelMask, i), below);
            lower[i] = below;
        }
        return lower;
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
        boolean oneData = lowerDepths.length == 0 || type == CellType.PRUNED_BRANCH;
        Hash256 below = oneData ? null : lowerHashes()[lowerDepths.length - 1];
        Hash256 computed = hashAtLevel(LevelMask.level(levelMask), below);
        hash = computed;
        return computed;
    }

    /** Above the lowest level, the hash of the level below stands where the data would. */
    private Hash256 hashAtLevel(int level, @Nullable Hash256 below) {
        int dataLength = below == null ? data.length : Hash256.LENGTH;
        byte[] representation = new byte[2 + dataLength + refs.length * REF_BYTES];
        int at = 2 + dataLength;
        if (below == null) {
            writeHeader(representation, 0);
        } else {
            representation[1] = secondDescriptor();
            System.arraycopy(below.toBytes(), 0, representation, 2, Hash256.LENGTH);
        }
        representation[0] = firstDescriptor(LevelMask.upTo(levelMask, level));
        for (Cell ref : refs) {
            int refDepth = ref.depth(levelBelow(type, level));
            representation[at++] = (byte) (refDepth >> 8);
            representation[at++] = (byte) refDepth;
        }
        for (Cell ref : refs) {
            System.arraycopy(ref.hash(levelBelow(type, level)).toBytes(), 0, representation, at, Hash256.LENGTH);
            at += Hash256.LENGTH;
        }
        return Hash256.sha256(representation);
    }

    private byte firstDescriptor(int mask) {
        return (byte) (refs.length + (isExotic() ? EXOTIC : 0) + (mask << LEVEL_SHIFT));
    }

    private byte secondDescriptor() {
        return (byte) ((bits >> 3) + data.length);
    }

    /** Writes descriptors and completed data, returns the place behind. */
    int writeHeader(byte[] target, int offset) {
        target[offset] = firstDescriptor(levelMask);
        target[offset + 1] = secondDescriptor();
        System.arraycopy(data, 0, target, offset + 2, data.length);
        int end = offset + 2 + data.length;
        if ((bits & 7) != 0) {
            target[end - 1] |= (byte) (0x80 >> (bits & 7));
        }
        return end;
    }

    int levelMask() {
        return levelMask;
    }

    int dataBytes() {
        return data.length;
    }

    byte[] data() {
        return data;
    }

    /**
     * A reference.
     *
     * @param index from 0
     * @throws CellException if there is no such reference
     */
    public Cell ref(int index) {
        if (index < 0 || index >= refs.length) {
            throw new CellException("reference " + index + " (expected: 0 to " + (refs.length - 1) + ")");
        }
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
                : "Cell[" + (isExotic() ? type + ", " : "") + bits + " bits, " + refs.length + " refs, depth " + depth
                        + ", " + hash() + "]";
    }
}
