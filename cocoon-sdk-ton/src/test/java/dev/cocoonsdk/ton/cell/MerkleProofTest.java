package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MerkleProofTest {

    private static final int KEY_BITS = 32;

    private static Bytes key(int number) {
        return Bytes.wrap(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static Cell dictionary(Random random, List<Integer> keys) {
        Map<Bytes, Cell> entries = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            int key = random.nextInt();
            keys.add(key);
            entries.put(
                    key(key),
                    new CellBuilder().storeUint(i, 32).storeBytes(new byte[40]).build());
        }
        CellBuilder out = new CellBuilder();
        Dictionary.of(KEY_BITS, entries).write(out);
        return out.build();
    }

    /** The cells on the way to a key: those without which it is not found. */
    private static Set<Hash256> way(Cell root, Bytes key) {
        Set<Hash256> all = new HashSet<>();
        collect(root, all);
        Set<Hash256> needed = new HashSet<>(all);
        for (Hash256 candidate : all) {
            Set<Hash256> without = new HashSet<>(all);
            without.remove(candidate);
            if (!candidate.equals(root.hash())
                    && finds(MerkleProof.of(root, without).ref(0), key)) {
                needed.remove(candidate);
            }
        }
        return needed;
    }

    private static void collect(Cell cell, Set<Hash256> into) {
        into.add(cell.hash());
        for (int i = 0; i < cell.refs(); i++) {
            collect(cell.ref(i), into);
        }
    }

    private static boolean finds(Cell root, Bytes key) {
        try {
            return Dictionary.find(root.beginRead(), KEY_BITS, key) != null;
        } catch (ExoticCellException e) {
            return false;
        }
    }

    @Property(tries = 20)
    void whatIsKeptIsReadAndWhatIsPrunedIsNot(@ForAll long seed) {
        Random random = new Random(seed);
        List<Integer> keys = new ArrayList<>();
        Cell root = dictionary(random, keys);
        Bytes wanted = key(keys.get(0));
        Cell proof = MerkleProof.of(root, way(root, wanted));

        Cell sent = BagOfCells.parseSingle(BagOfCells.serialize(proof));
        Cell opened = MerkleProof.open(sent, root.hash());

        assertThat(Dictionary.find(opened.beginRead(), KEY_BITS, wanted))
                .isEqualTo(Dictionary.find(root.beginRead(), KEY_BITS, wanted));
        assertThat(keys.stream().filter(key -> finds(opened, key(key)))).hasSizeLessThan(keys.size());
        assertThat(opened.hash(0)).isEqualTo(root.hash());
        assertThat(BagOfCells.serialize(proof)).hasSizeLessThan(BagOfCells.serialize(root).length);
    }

    @Property(tries = 200)
    void noChangedProofIsTaken(@ForAll long seed) {
        Random random = new Random(seed);
        Cell root = dictionary(new Random(5), new ArrayList<>());
        Set<Hash256> kept = new HashSet<>();
        collect(root, kept);
        kept.removeIf(hash -> random.nextBoolean());
        byte[] boc = BagOfCells.serialize(MerkleProof.of(root, kept));
        boc[random.nextInt(boc.length)] ^= (byte) (1 << random.nextInt(8));

        Cell opened;
        try {
            opened = MerkleProof.open(BagOfCells.parseSingle(boc), root.hash());
        } catch (CellException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(opened.hash(0)).isEqualTo(root.hash());
    }

    @Test
    void refusesAProofOfAnotherTreeAndWhatIsNone() {
        Cell root = dictionary(new Random(1), new ArrayList<>());
        Cell other = dictionary(new Random(2), new ArrayList<>());
        Cell proof = MerkleProof.of(root, Set.of());

        assertThat(MerkleProof.open(proof, root.hash()).ref(0).type()).isEqualTo(CellType.PRUNED_BRANCH);
        assertThatThrownBy(() -> MerkleProof.open(proof, other.hash())).isInstanceOf(CellException.class);
        assertThatThrownBy(() -> MerkleProof.open(root, root.hash())).isInstanceOf(CellException.class);
    }

    @Test
    void refusesAProofThatClaimsAnotherHash() {
        Cell root = dictionary(new Random(1), new ArrayList<>());
        Cell other = dictionary(new Random(2), new ArrayList<>());
        CellBuilder lie = new CellBuilder()
                .storeUint(CellType.MERKLE_PROOF.code(), 8)
                .storeHash(other.hash())
                .storeUint(root.depth(), 16)
                .storeRef(root);

        assertThatThrownBy(lie::buildExotic).isInstanceOf(CellException.class);
    }
}
