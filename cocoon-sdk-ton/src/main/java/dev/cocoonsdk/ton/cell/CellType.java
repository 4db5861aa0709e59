package dev.cocoonsdk.ton.cell;

/** Kinds of cells. All but {@link #ORDINARY} are exotic: their first byte says the kind, and their content has one fixed layout. */
public enum CellType {
    /** Bits and references that mean what its owner says. */
    ORDINARY(0),
    /** Stands in a proof for a tree that was left out: level mask, then the hashes and the depths of that tree. */
    PRUNED_BRANCH(1),
    /** Stands for a cell in a library, named by its hash. */
    LIBRARY(2),
    /** The root of a proof: hash and depth of the whole tree, and a reference to the tree with branches left out. */
    MERKLE_PROOF(3),
    /** Two trees with branches left out, before and after a change, with their hashes and depths. */
    MERKLE_UPDATE(4);

    private final int code;

    CellType(int code) {
        this.code = code;
    }

    /** The first byte of an exotic cell, 1 to 4; 0 for an ordinary one, where it stands nowhere. */
    public int code() {
        return code;
    }

    boolean isMerkle() {
        return this == MERKLE_PROOF || this == MERKLE_UPDATE;
    }

    static CellType ofExotic(int code) {
        for (CellType type : values()) {
            if (type.code == code && type != ORDINARY) {
                return type;
            }
        }
        throw new CellException("exotic cell: type " + code + " (expected: 1 to 4)");
    }
}
