package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExoticCellTest {

    private static final Cell LEAF = new CellBuilder().storeUint(7, 8).build();
    private static final Cell TREE =
            new CellBuilder().storeUint(1, 3).storeRef(LEAF).build();

    static Stream<Arguments> vectors() {
        return Vectors.objects(Vectors.load("ton-core/exotic.json"), "vectors")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsATreeWithTheHashesOfAllLevelsAndWritesItBack(JsonObject vector) {
        Cell cell = Vectors.cell(vector);

        assertThat(cell.hash()).isEqualTo(Hash256.ofHex(Vectors.text(vector, "hash")));
        assertThat(cell.level()).isEqualTo((int) Vectors.number(vector, "level"));
        List<JsonObject> levels = Vectors.list(vector, "levels");
        for (int level = 0; level < levels.size(); level++) {
            assertThat(cell.hash(level)).isEqualTo(Hash256.ofHex(Vectors.text(levels.get(level), "hash")));
            assertThat(cell.depth(level)).isEqualTo((int) Vectors.number(levels.get(level), "depth"));
        }
        Cell back = BagOfCells.parseSingle(BagOfCells.serialize(cell));
        assertThat(back).isEqualTo(cell);
        assertThat(back.hash(0)).isEqualTo(cell.hash(0));
    }

    @Test
    void aPrunedBranchStandsForItsTree() {
        Cell pruned = pruned(LEAF);
        Cell proven = new CellBuilder().storeUint(1, 3).storeRef(pruned).build();

        assertThat(pruned.type()).isEqualTo(CellType.PRUNED_BRANCH);
        assertThat(pruned.hash(0)).isEqualTo(LEAF.hash());
        assertThat(proven.level()).isEqualTo(1);
        assertThat(proven.hash(0)).isEqualTo(TREE.hash());
        assertThat(proven.depth(0)).isEqualTo(TREE.depth());
        assertThat(proven.hash()).isNotEqualTo(TREE.hash()).isEqualTo(proven.hash(1));
    }

    @Test
    void aMerkleProofTellsTheHashOfTheWholeTree() {
        Cell proven = new CellBuilder().storeUint(1, 3).storeRef(pruned(LEAF)).build();
        Cell proof = proof(TREE.hash(), TREE.depth(), proven);

        assertThat(proof.level()).isZero();
        assertThat(proof.ref(0).hash(0)).isEqualTo(TREE.hash());
        assertThat(BagOfCells.parseSingle(BagOfCells.serialize(proof))).isEqualTo(proof);
    }

    @Test
    void refusesAProofOfAnotherTree() {
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> proof(LEAF.hash(), 1, TREE));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> proof(TREE.hash(), 2, TREE))
                .withMessage("MERKLE_PROOF: hash or depth of another tree (expected: of reference 0)");
    }

    @Test
    void isNotReadAsAnOrdinaryCell() {
        assertThatExceptionOfType(ExoticCellException.class)
                .isThrownBy(() -> pruned(LEAF).beginRead())
                .satisfies(e -> assertThat(e.type()).isEqualTo(CellType.PRUNED_BRANCH));
        assertThat(pruned(LEAF).beginReadExotic().loadUint(8)).isEqualTo(CellType.PRUNED_BRANCH.code());
        assertThatExceptionOfType(CellException.class).isThrownBy(LEAF::beginReadExotic);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown type, 01 01 01 01 00 04 00 0804 0500, 'exotic cell: type 5 (expected: 1 to 4)'",
        "no type, 01 01 01 01 00 02 00 0800, 'exotic cell: 0 bits (expected: >= 8)'",
        "no level, 01 01 01 01 00 04 00 2804 0100, 'PRUNED_BRANCH: level mask 0 (expected: 1 to 7)'",
        "level four, 01 01 01 01 00 04 00 2804 0108, 'PRUNED_BRANCH: level mask 8 (expected: 1 to 7)'",
        "short branch, 01 01 01 01 00 04 00 2804 0101, 'PRUNED_BRANCH: 16 bits and 0 references (expected: 288 and 0)'",
        "short library, 01 01 01 01 00 04 00 0804 0200, 'LIBRARY: 16 bits and 0 references (expected: 264 and 0)'",
        "empty proof, 01 01 01 01 00 04 00 0804 0300, 'MERKLE_PROOF: 16 bits and 0 references (expected: 280 and 1)'"
    })
    void refusesAMalformedExoticCellAndSaysWhere(String defect, String boc, String message) {
        byte[] input = HexFormat.of().parseHex("b5ee9c72" + boc.replace(" ", ""));

        assertThatExceptionOfType(BocFormatException.class)
                .as(defect)
                .isThrownBy(() -> BagOfCells.parse(input))
                .withMessage("bag of cells: " + message + ", at byte 11");
    }

    @Test
    void refusesALevelMaskThatTheCellDoesNotHave() {
        byte[] boc = BagOfCells.serialize(pruned(LEAF));
        boc[11] = 0x08;

        assertThatExceptionOfType(BocFormatException.class)
                .isThrownBy(() -> BagOfCells.parse(boc))
                .withMessage("bag of cells: level mask 0 (expected: 1), at byte 11");
    }

    @Test
    void refusesABranchThatClaimsToBeTooDeep() {
        CellBuilder builder = new CellBuilder()
                .storeUint(CellType.PRUNED_BRANCH.code(), 8)
                .storeUint(1, 8)
                .storeHash(LEAF.hash())
                .storeUint(1025, 16);

        assertThatExceptionOfType(CellException.class).isThrownBy(builder::buildExotic);
    }

    private static Cell pruned(Cell tree) {
        return new CellBuilder()
                .storeUint(CellType.PRUNED_BRANCH.code(), 8)
                .storeUint(1, 8)
                .storeHash(tree.hash())
                .storeUint(tree.depth(), 16)
                .buildExotic();
    }

    private static Cell proof(Hash256 hash, int depth, Cell tree) {
        return new CellBuilder()
                .storeUint(CellType.MERKLE_PROOF.code(), 8)
                .storeHash(hash)
                .storeUint(depth, 16)
                .storeRef(tree)
                .buildExotic();
    }
}
