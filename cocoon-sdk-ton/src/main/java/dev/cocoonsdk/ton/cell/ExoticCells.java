package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.Arrays;

/** Layouts of exotic cells. Each begins with the byte of its type; hashes take 256 bits, depths 16. */
final class ExoticCells {

    private static final int TYPE_BITS = 8;
    private static final int HASH_BITS = 8 * Hash256.LENGTH;
    private static final int DEPTH_BITS = 16;
    private static final int PRUNED_HEADER = TYPE_BITS + 8;

    private ExoticCells() {}

    static CellType type(byte[] data, int bits) {
        if (bits < TYPE_BITS) {
            throw new CellException("exotic cell: " + bits + " bits (expected: >= " + TYPE_BITS + ")");
        }
        return CellType.ofExotic(data[0] & 0xff);
    }

    /** Checks the layout, and for Merkle cells that they tell hash and depth of what they refer to; returns the level mask. */
    static int checkedMask(CellType type, byte[] data, int bits, Cell[] refs) {
        return switch (type) {
            case PRUNED_BRANCH -> prunedMask(data, bits, refs);
            case LIBRARY -> {
                checkSize(type, bits, TYPE_BITS + HASH_BITS, refs, 0);
                yield 0;
            }
            case MERKLE_PROOF -> merkleMask(type, data, bits, refs, 1);
            case MERKLE_UPDATE -> merkleMask(type, data, bits, refs, 2);
            case ORDINARY -> throw new IllegalArgumentException("type: " + type + " (expected: an exotic one)");
        };
    }

    private static int merkleMask(CellType type, byte[] data, int bits, Cell[] refs, int trees) {
        checkSize(type, bits, TYPE_BITS + trees * (HASH_BITS + DEPTH_BITS), refs, trees);
        int mask = 0;
        for (int i = 0; i < trees; i++) {
            checkMerkleChild(type, data, refs, i);
            mask |= refs[i].levelMask();
        }
        return mask >> 1;
    }

    private static int prunedMask(byte[] data, int bits, Cell[] refs) {
        int mask = bits < PRUNED_HEADER ? 0 : data[1] & 0xff;
        if (mask < 1 || LevelMask.level(mask) > LevelMask.MAX_LEVEL) {
            throw new CellException("PRUNED_BRANCH: level mask " + mask + " (expected: 1 to 7)");
        }
        int stored = Integer.bitCount(mask);
        checkSize(CellType.PRUNED_BRANCH, bits, PRUNED_HEADER + stored * (HASH_BITS + DEPTH_BITS), refs, 0);
        for (int i = 0; i < stored; i++) {
            if (prunedDepth(data, mask, i) > Cell.MAX_DEPTH) {
                throw new CellException("PRUNED_BRANCH: depth " + prunedDepth(data, mask, i) + " (expected: <= "
                        + Cell.MAX_DEPTH + ")");
            }
        }
        return mask;
    }

    /** Hash of a pruned tree below the level at which it was pruned. */
    static Hash256 prunedHash(byte[] data, int hashIndex) {
        int start = (PRUNED_HEADER + hashIndex * HASH_BITS) / 8;
        return Hash256.of(Arrays.copyOfRange(data, start, start + Hash256.LENGTH));
    }

    /** Depth of a pruned tree below the level at which it was pruned. */
    static int prunedDepth(byte[] data, int mask, int hashIndex) {
        return (int) Bits.read(
                data, PRUNED_HEADER + Integer.bitCount(mask) * HASH_BITS + hashIndex * DEPTH_BITS, DEPTH_BITS);
    }

    private static void checkSize(CellType type, int bits, int expectedBits, Cell[] refs, int expectedRefs) {
        if (bits != expectedBits || refs.length != expectedRefs) {
            throw new CellException(type + ": " + bits + " bits and " + refs.length + " references (expected: "
                    + expectedBits + " and " + expectedRefs + ")");
        }
    }

    /** All hashes stand before all depths. */
    private static void checkMerkleChild(CellType type, byte[] data, Cell[] refs, int index) {
        int hashAt = (TYPE_BITS + index * HASH_BITS) / 8;
        Hash256 hash = Hash256.of(Arrays.copyOfRange(data, hashAt, hashAt + Hash256.LENGTH));
        long depth = Bits.read(data, TYPE_BITS + refs.length * HASH_BITS + index * DEPTH_BITS, DEPTH_BITS);
        if (!hash.equals(refs[index].hash(0)) || depth != refs[index].depth(0)) {
            throw new CellException(type + ": hash or depth of another tree (expected: of reference " + index + ")");
        }
    }
}
