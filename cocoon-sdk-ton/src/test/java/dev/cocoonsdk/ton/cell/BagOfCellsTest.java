package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BagOfCellsTest {

    /** 8 bits 01 and a reference to 8 bits 02. */
    private static final Cell EXPECTED_PAIR = new CellBuilder()
            .storeUint(1, 8)
            .storeRef(new CellBuilder().storeUint(2, 8).build())
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addresses",
                "params_cell",
                "state_init",
                "signed_payments",
                "wallet",
                "root_config",
                "messages",
                "storage"
            })
    void readsEveryBagOfTheVectorsWithItsHashAndWritesItBack(String file) {
        List<JsonObject> cells =
                Vectors.cellObjects(Vectors.load("ton/" + file + ".json")).toList();

        assertThat(cells.isEmpty()).isEqualTo(file.equals("addresses"));
        for (JsonObject expected : cells) {
            Cell cell = Vectors.cell(expected);
            assertThat(cell.hash()).isEqualTo(Hash256.ofHex(Vectors.text(expected, "hash")));
            assertThat(cell.depth())
                    .isEqualTo(
                            expected.integer("depth") == null ? cell.depth() : (int) Vectors.number(expected, "depth"));
            assertThat(BagOfCells.parseSingle(BagOfCells.serialize(cell))).isEqualTo(cell);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain, b5ee9c72 01 01 02 01 00 07 00",
        "wide references, b5ee9c72 02 01 0002 0001 0000 08 0000",
        "wide lengths, b5ee9c72 01 03 02 01 00 000007 00",
        "index, b5ee9c72 81 01 02 01 00 07 00 04 07",
        "index with cache bits, b5ee9c72 a1 01 02 01 00 07 00 09 0e",
        "indexed, 68ff65f3 01 01 02 01 00 07 04 07"
    })
    void readsEveryStandardForm(String form, String header) {
        boolean wide = form.equals("wide references");
        byte[] boc = hex(header + (wide ? "0102010001 000202" : "01020101 000202"));

        assertThat(BagOfCells.parseSingle(boc)).isEqualTo(EXPECTED_PAIR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b5ee9c72 41 01 02 01 00 07 00",
                "b5ee9c72 c1 01 02 01 00 07 00 04 07",
                "acc3a728 01 01 02 01 00 07 04 07"
            })
    void checksTheCrc(String header) {
        byte[] boc = withCrc(hex(header + "01020101 000202"));

        assertThat(BagOfCells.parseSingle(boc)).isEqualTo(EXPECTED_PAIR);
        boc[boc.length - 5] ^= 1;
        assertThatExceptionOfType(BocFormatException.class)
                .isThrownBy(() -> BagOfCells.parse(boc))
                .withMessageContaining("CRC32C");
    }

    @Test
    void readsStoredHashesAndChecksThem() {
        String hash = "10 02" + EXPECTED_PAIR.beginRead().loadRef().hash().toHex() + "0000 02";
        byte[] boc = hex("b5ee9c72 01 01 02 01 00 29 00 01020101" + hash);
        byte[] forged = boc.clone();
        forged[20] ^= 1;

        assertThat(BagOfCells.parseSingle(boc)).isEqualTo(EXPECTED_PAIR);
        assertThatExceptionOfType(BocFormatException.class)
                .isThrownBy(() -> BagOfCells.parse(forged))
                .withMessageContaining("stored hash");
    }

    @Test
    void readsAndWritesSeveralRootsThatShareCells() {
        Cell shared = EXPECTED_PAIR.beginRead().loadRef();
        byte[] boc = BagOfCells.serialize(List.of(EXPECTED_PAIR, shared));

        assertThat(BagOfCells.parse(boc)).containsExactly(EXPECTED_PAIR, shared);
        assertThat(boc).hasSize(12 + 7);
        assertThatExceptionOfType(BocFormatException.class).isThrownBy(() -> BagOfCells.parseSingle(boc));
    }

    @Test
    void refusesToWriteNoRootAndMoreRootsThanCells() {
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> BagOfCells.serialize(List.of()));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> BagOfCells.serialize(List.of(Cell.EMPTY, Cell.EMPTY)))
                .withMessage("bag of cells: 2 roots (expected: <= 1, the number of distinct cells)");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, '', 0",
        "unknown magic, b5ee9c73 01 01 01 01 00 02 00 0000, 0",
        "reserved flag, b5ee9c72 09 01 01 01 00 02 00 0000, 4",
        "cache bits without index, b5ee9c72 21 01 01 01 00 02 00 0000, 4",
        "references of no bytes, b5ee9c72 00 01 01 01 00 02 00 0000, 4",
        "references of five bytes, b5ee9c72 05 01 01 01 00 02 00 0000, 4",
        "offsets of nine bytes, b5ee9c72 01 09 01 01 00 02 00 0000, 5",
        "no cells, b5ee9c72 01 01 00 01 00 00 00, 6",
        "more cells than bytes, b5ee9c72 04 01 7fffffff 00000001 00000000 02 00000000 0000, 6",
        "no roots, b5ee9c72 01 01 01 00 00 02 0000, 7",
        "more roots than cells, b5ee9c72 01 01 01 02 00 02 00 00 0000, 7",
        "absent cells, b5ee9c72 01 01 01 01 01 02 00 0000, 8",
        "data behind the end, b5ee9c72 01 08 01 01 00 ffffffffffffffff 00 0000, 9",
        "root behind the end, b5ee9c72 01 01 01 01 00 02 01 0000, 10",
        "reference backwards, b5ee9c72 01 01 02 01 00 08 00 01020101 01020000, 18",
        "reference to itself, b5ee9c72 01 01 01 01 00 04 00 01020100, 14",
        "reference behind the end, b5ee9c72 01 01 01 01 00 04 00 01020101, 14",
        "five references, b5ee9c72 01 01 01 01 00 07 00 05000101010101, 11",
        "absent cell, b5ee9c72 01 01 01 01 00 02 00 0700, 11",
        "level of an ordinary cell, b5ee9c72 01 01 01 01 00 02 00 2000, 11",
        "empty last byte, b5ee9c72 01 01 01 01 00 03 00 000180, 13",
        "no completion, b5ee9c72 01 01 01 01 00 03 00 000100, 13",
        "cut cell, b5ee9c72 01 01 01 01 00 03 00 000401, 13",
        "wrong data length, b5ee9c72 01 01 01 01 00 03 00 0000, 13",
        "wrong index, b5ee9c72 81 01 02 01 00 07 00 05 07 01020101 000202, 11",
        "bytes behind the bag, b5ee9c72 01 01 01 01 00 02 00 0000 00, 13",
    })
    void refusesAMalformedBagAndSaysWhere(String defect, String boc, int offset) {
        assertThatExceptionOfType(BocFormatException.class)
                .as(defect)
                .isThrownBy(() -> BagOfCells.parse(hex(boc)))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void refusesAChainDeeperThan1024WithoutUsingTheStack() {
        int cells = 60_000;
        byte[] header = hex("b5ee9c72 02 03" + String.format("%04x 0001 0000 %06x 0000", cells, cells * 4 - 2));
        byte[] input = Arrays.copyOf(header, header.length + cells * 4 - 2);
        for (int i = 0; i < cells - 1; i++) {
            input[header.length + 4 * i] = 1;
            input[header.length + 4 * i + 2] = (byte) ((i + 1) >> 8);
            input[header.length + 4 * i + 3] = (byte) (i + 1);
        }

        assertThatExceptionOfType(BocFormatException.class)
                .isThrownBy(() -> BagOfCells.parse(input))
                .withMessageContaining("depth: 1025 (expected: <= 1024)");
    }

    @Test
    void writesTheLastChildLastAndSharedCellsOnce() {
        Cell c = leaf(0xc);
        Cell d = leaf(0xd);
        Cell a = new CellBuilder().storeUint(0xa, 8).storeRef(c).storeRef(d).build();
        Cell b = new CellBuilder().storeUint(0xb, 8).storeRef(d).build();
        Cell root = new CellBuilder().storeRef(a).storeRef(b).build();

        // A parent, then its children from first to last, then their children.
        assertThat(HexFormat.of().formatHex(BagOfCells.serialize(root)))
                .isEqualTo("b5ee9c7201010501001300" + "02000102" + "02020a0304" + "01020b04" + "00020c" + "00020d");
    }

    static Stream<Arguments> writtenByCpp() {
        return Vectors.objects(Vectors.load("cpp/boc_order.json"), "vectors")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    /** Equal but for the CRC, which we do not write, and the flag that announces it. */
    @ParameterizedTest
    @MethodSource("writtenByCpp")
    void writesLargeGraphsAsTheCppSerializerDoes(JsonObject vector) {
        byte[] theirs = Vectors.base64(vector, "boc_base64");
        byte[] ours = BagOfCells.serialize(BagOfCells.parseSingle(theirs));

        assertThat(Arrays.copyOfRange(ours, 5, ours.length))
                .isEqualTo(Arrays.copyOfRange(theirs, 5, theirs.length - 4));
    }

    private static Cell leaf(int value) {
        return new CellBuilder().storeUint(value, 8).build();
    }

    @Test
    void writesLargeTreesInLinearTimeAndReadsThemBack() {
        Random random = new Random(1);
        List<Cell> layer = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            layer.add(new CellBuilder()
                    .storeUint(i, 32)
                    .storeUint(random.nextInt() & 0xff, 8)
                    .build());
        }
        while (layer.size() > 1) {
            List<Cell> above = new ArrayList<>();
            for (int i = 0; i < layer.size(); i += 3) {
                CellBuilder builder = new CellBuilder().storeUint(i, 20);
                layer.subList(i, Math.min(i + 3, layer.size())).forEach(builder::storeRef);
                above.add(builder.build());
            }
            layer = above;
        }

        byte[] boc = BagOfCells.serialize(layer.get(0));
        assertThat(BagOfCells.parseSingle(boc)).isEqualTo(layer.get(0));
        assertThat(BagOfCells.serialize(BagOfCells.parseSingle(boc))).isEqualTo(boc);
    }

    private static byte[] withCrc(byte[] boc) {
        CRC32C crc = new CRC32C();
        crc.update(boc);
        byte[] out = Arrays.copyOf(boc, boc.length + 4);
        for (int i = 0; i < 4; i++) {
            out[boc.length + i] = (byte) (crc.getValue() >> (8 * i));
        }
        return out;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
