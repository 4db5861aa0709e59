package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Proofs that something stands in a tree of which only the hash is known: the tree with all branches pruned that do not matter (TL-B {@code
 * MERKLE_PROOF}).
 */
public final class MerkleProof {

    private static final int HASH_BITS = 8 * Hash256.LENGTH;

    private MerkleProof() {}

    /**
     * Checks a proof and opens it.
     *
     * @param proof a cell of the type {@link CellType#MERKLE_PROOF}
     * @param expected hash of the whole tree
     * @return the root of the tree, in which pruned branches cannot be read ({@link ExoticCellException}) and all the rest is as in the whole
     *     tree
     * @throws CellException if the cell is no proof, or one of another tree
     */
    public static Cell open(Cell proof, Hash256 expected) {
        if (proof.type() != CellType.MERKLE_PROOF) {
            throw new CellException("proof: " + proof.type() + " (expected: " + CellType.MERKLE_PROOF + ")");
        }
        Cell root = proof.ref(0);
        Hash256 proven = root.hash(0);
        if (!proven.equals(expected)) {
            throw new CellException("proof: of " + proven + " (expected: " + expected + ")");
        }
        return root;
    }

    /**
     * Makes a proof: cells that are not named are pruned, together with all below them.
     *
     * @param root of a tree of ordinary cells that are all known
     * @param kept hashes of the cells that matter; the way to each must be named too, the root is always kept
     * @throws CellException if a kept cell is exotic
     */
    public static Cell of(Cell root, Set<Hash256> kept) {
        Cell tree = copy(root, kept, new HashMap<>());
        return new CellBuilder()
                .storeUint(CellType.MERKLE_PROOF.code(), 8)
                .storeHash(root.hash())
                .storeUint(root.depth(), 16)
                .storeRef(tree)
                .buildExotic();
    }

    /** The depth of the recursion is at most {@value Cell#MAX_DEPTH}. */
    private static Cell copy(Cell cell, Set<Hash256> kept, Map<Hash256, Cell> done) {
        Cell known = done.get(cell.hash());
        if (known != null) {
            return known;
        }
        CellBuilder out = new CellBuilder()
                .storeSlice(cell.beginRead().loadBits(cell.bits()).beginRead());
        for (int i = 0; i < cell.refs(); i++) {
            Cell ref = cell.ref(i);
            out.storeRef(kept.contains(ref.hash()) ? copy(ref, kept, done) : pruned(ref));
        }
        Cell copied = out.build();
        done.put(cell.hash(), copied);
        return copied;
    }

    /** A short cell is its own shortest proof. */
    private static Cell pruned(Cell cell) {
        boolean shorter = cell.refs() == 0 && cell.bits() <= HASH_BITS && !cell.isOpaque();
        if (shorter) {
            return cell;
        }
        return new CellBuilder()
                .storeUint(CellType.PRUNED_BRANCH.code(), 8)
                .storeUint(1, 8)
                .storeHash(cell.hash())
                .storeUint(cell.depth(), 16)
                .buildExotic();
    }
}
