package dev.cocoonsdk.ton.cell;

/**
 * Level masks: bit i says that a cell has a hash of its own at level i + 1, because below it, outside of Merkle cells, a branch is
 * pruned at that level. Without bits it has one hash for all levels.
 */
final class LevelMask {

    static final int MAX_LEVEL = 3;

    private LevelMask() {}

    /** The highest level at which the cell has a hash of its own. */
    static int level(int mask) {
        return 32 - Integer.numberOfLeadingZeros(mask);
    }

    /** Number of different hashes. */
    static int hashes(int mask) {
        return Integer.bitCount(mask) + 1;
    }

    /** The mask as it is seen from a level. */
    static int upTo(int mask, int level) {
        return mask & ((1 << level) - 1);
    }

    /** Which of its hashes a cell has at a level. */
    static int hashIndex(int mask, int level) {
        return Integer.bitCount(upTo(mask, level));
    }

    /** The lowest level at which a cell has the hash of that index. */
    static int levelOfHash(int mask, int hashIndex) {
        int left = mask;
        for (int i = 1; i < hashIndex; i++) {
            left &= left - 1;
        }
        return hashIndex == 0 ? 0 : Integer.numberOfTrailingZeros(left) + 1;
    }
}
