package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Bytes;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.ton.ton4j.cell.TonHashMapE;

class DictionaryTest {

    private static final int[] KEY_BITS = {1, 5, 8, 15, 32, 64, 256, 900};

    private static Cell leaf(long value, int bits) {
        return new CellBuilder().storeUint(value, bits).build();
    }

    private static Cell written(Dictionary dictionary) {
        CellBuilder builder = new CellBuilder();
        dictionary.write(builder);
        return builder.build();
    }

    @Test
    void anEmptyDictionaryIsOneBit() {
        Dictionary empty = Dictionary.of(32, Map.of());

        assertThat(written(empty)).isEqualTo(leaf(0, 1));
        assertThat(Dictionary.read(leaf(0, 1).beginRead(), 32)).isEqualTo(empty);
    }

    @Test
    void entriesComeInAscendingOrderOfUnsignedKeys() {
        Dictionary dictionary =
                Dictionary.of(8, Map.of(key(0xff), leaf(3, 4), key(0x01), leaf(1, 4), key(0x7f), leaf(2, 4)));

        assertThat(Dictionary.read(written(dictionary).beginRead(), 8).entries().keySet())
                .containsExactly(key(0x01), key(0x7f), key(0xff));
    }

    private static Bytes key(int octet) {
        return Bytes.copyOf(new byte[] {(byte) octet});
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        Random random = new Random(seed);
        int keyBits = KEY_BITS[random.nextInt(KEY_BITS.length)];
        Dictionary dictionary = randomDictionary(random, keyBits);
        Cell cell = written(dictionary);

        assertThat(Dictionary.read(cell.beginRead(), keyBits)).isEqualTo(dictionary);
        dictionary
                .entries()
                .forEach((key, value) -> assertThat(Dictionary.find(cell.beginRead(), keyBits, key))
                        .isEqualTo(value));
        randomDictionary(random, keyBits)
                .entries()
                .keySet()
                .forEach(key -> assertThat(Dictionary.find(cell.beginRead(), keyBits, key))
                        .isEqualTo(dictionary.entries().get(key)));
    }

    @Property
    void cellsAreThoseOfTon4j(@ForAll long seed) {
        Random random = new Random(seed);
        int keyBits = KEY_BITS[random.nextInt(KEY_BITS.length)];
        Dictionary dictionary = randomDictionary(random, keyBits);
        TonHashMapE theirs = new TonHashMapE(keyBits);
        dictionary
                .entries()
                .forEach((key, value) -> theirs.elements.put(
                        new BigInteger(1, key.toByteArray()), value.beginRead().loadUint(16)));
        org.ton.ton4j.cell.Cell root = theirs.serialize(
                key -> org.ton.ton4j.cell.CellBuilder.beginCell()
                        .storeUint((BigInteger) key, keyBits)
                        .endCell()
                        .getBits(),
                value -> org.ton.ton4j.cell.CellBuilder.beginCell()
                        .storeUint((Long) value, 16)
                        .endCell());

        assertThat(written(dictionary).beginRead().loadMaybeRef())
                .isEqualTo(root == null ? null : BagOfCells.parseSingle(root.toBoc(false)));
    }

    /** Keys are spread over few bits, so that labels of all kinds occur. */
    private static Dictionary randomDictionary(Random random, int keyBits) {
        Map<Bytes, Cell> entries = new HashMap<>();
        int count = random.nextInt(20);
        int step = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[(keyBits + 7) / 8];
            for (int bit = random.nextInt(step); bit < keyBits; bit += step) {
                key[key.length - 1 - bit / 8] |= (byte) (random.nextInt(2) << (bit % 8));
            }
            entries.put(Bytes.copyOf(key), leaf(random.nextInt(1 << 16), 16));
        }
        return Dictionary.of(keyBits, entries);
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Dictionary.of(16, Map.of(key(1), leaf(0, 1))));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Dictionary.of(0, Map.of()));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> Dictionary.of(7, Map.of(key(0x80), leaf(0, 1))))
                .withMessage("dictionary key: too large (expected: 7 bits)");
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Dictionary.of(1024, Map.of()));
    }

    @Test
    void refusesALabelLongerThanTheKeyAndAForkWithAValue() {
        Cell longLabel = leaf(0b10_1001_0000_0000_00L, 16);
        Cell fork = new CellBuilder()
                .storeUint(0, 3)
                .storeRef(Cell.EMPTY)
                .storeRef(Cell.EMPTY)
                .build();

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> Dictionary.read(reference(longLabel), 8))
                .withMessage("dictionary label: 9 bits (expected: <= 8)");
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Dictionary.read(reference(fork), 8));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Dictionary.read(reference(Cell.EMPTY), 8));
    }

    @Test
    void refusesASmallTreeThatClaimsMillionsOfEntries() {
        Cell tree = leaf(0, 2);
        for (int i = 0; i < 32; i++) {
            tree = new CellBuilder()
                    .storeUint(0, 2)
                    .storeRef(tree)
                    .storeRef(tree)
                    .build();
        }
        Cell bomb = tree;

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> Dictionary.read(reference(bomb), 32))
                .withMessage("dictionary: more than 65536 entries");
    }

    private static CellSlice reference(Cell root) {
        return new CellBuilder().storeMaybeRef(root).build().beginRead();
    }
}
