package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

    @Test
    void theEmptyCellHasItsWellKnownHash() {
        assertThat(Cell.EMPTY.hash())
                .isEqualTo(Hash256.ofHex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"));
        assertThat(new CellBuilder().build()).isEqualTo(Cell.EMPTY);
    }

    @Test
    void readsWhatWasWrittenAtAnyBitPosition() {
        for (int shift = 0; shift < 8; shift++) {
            Cell cell = new CellBuilder()
                    .storeUint(0, shift)
                    .storeBit(true)
                    .storeUint(0xfedcba9876543210L, 64)
                    .storeInt(-5, 7)
                    .storeBytes(new byte[] {1, 2, 3})
                    .storeHash(Hash256.ZERO)
                    .storeMaybeRef(null)
                    .storeMaybeRef(Cell.EMPTY)
                    .build();

            CellSlice slice = cell.beginRead();
            slice.skipBits(shift);
            assertThat(slice.loadBit()).isTrue();
            assertThat(slice.loadUint(64)).isEqualTo(0xfedcba9876543210L);
            assertThat(slice.loadInt(7)).isEqualTo(-5);
            assertThat(slice.loadBytes(3)).containsExactly(1, 2, 3);
            assertThat(slice.loadHash()).isEqualTo(Hash256.ZERO);
            assertThat(slice.loadMaybeRef()).isNull();
            assertThat(slice.loadMaybeRef()).isEqualTo(Cell.EMPTY);
            slice.endParse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,12", "255,12", "256,20", "1000000000,36", "9223372036854775807,68"})
    void coinsTakeOnlyTheBytesTheyNeed(long nanoton, int bits) {
        Cell cell = new CellBuilder().storeCoins(NanoTon.of(nanoton)).build();

        assertThat(cell.bits()).isEqualTo(bits);
        assertThat(cell.beginRead().loadCoins()).isEqualTo(NanoTon.of(nanoton));
    }

    @Test
    void refusesCoinsThatAreTooLongTooLargePaddedOrCut() {
        Cell nineBytes = new CellBuilder()
                .storeUint(9, 4)
                .storeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0})
                .build();
        Cell tooLarge =
                new CellBuilder().storeUint(8, 4).storeUint(1L << 63, 64).build();
        Cell padded = new CellBuilder().storeUint(2, 4).storeUint(200, 16).build();
        Cell cut = new CellBuilder().storeUint(2, 4).storeUint(200, 8).build();

        for (Cell cell : new Cell[] {nineBytes, tooLarge, padded, cut, Cell.EMPTY}) {
            CellSlice slice = cell.beginRead();
            assertThatExceptionOfType(CellException.class).isThrownBy(slice::loadCoins);
            assertThat(slice.remainingBits()).isEqualTo(cell.bits());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 31, 63})
    void refusesNumbersThatDoNotFit(int width) {
        CellBuilder builder = new CellBuilder();

        assertThatExceptionOfType(CellException.class).isThrownBy(() -> builder.storeUint(1L << width, width));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> builder.storeInt(1L << (width - 1), width));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> builder.storeUint(-1, width));
        assertThat(builder.remainingBits()).isEqualTo(Cell.MAX_BITS);
    }

    @Test
    void refusesMoreThan1023BitsAndFourReferences() {
        CellBuilder builder = new CellBuilder().storeBytes(new byte[127]).storeUint(0, 7);
        for (int i = 0; i < Cell.MAX_REFS; i++) {
            builder.storeRef(Cell.EMPTY);
        }

        assertThatExceptionOfType(CellException.class).isThrownBy(() -> builder.storeBit(true));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> builder.storeRef(Cell.EMPTY));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> builder.storeSlice(Cell.EMPTY.beginRead()).storeCoins(NanoTon.ZERO));
        assertThat(builder.build().bits()).isEqualTo(Cell.MAX_BITS);
    }

    @Test
    void anUnderflowLeavesTheSliceWhereItWas() {
        CellSlice slice = new CellBuilder().storeUint(5, 3).build().beginRead();

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> slice.loadUint(4))
                .withMessage("slice: 3 bits left (expected: >= 4), at bit 0, reference 0");
        assertThatExceptionOfType(CellException.class).isThrownBy(slice::loadRef);
        assertThatExceptionOfType(CellException.class).isThrownBy(slice::loadMaybeRef);
        assertThatExceptionOfType(CellException.class).isThrownBy(slice::endParse);
        assertThat(slice.loadUint(3)).isEqualTo(5);
    }

    @Test
    void aSliceLeavesItsRestAsACell() {
        Cell inner = new CellBuilder().storeUint(7, 5).build();
        CellSlice slice = new CellBuilder()
                .storeUint(1, 9)
                .storeUint(77, 11)
                .storeRef(Cell.EMPTY)
                .storeRef(inner)
                .build()
                .beginRead();
        slice.skipBits(9);
        CellSlice second = slice.copy();
        slice.loadRef();

        assertThat(slice.toCell())
                .isEqualTo(new CellBuilder().storeUint(77, 11).storeRef(inner).build());
        assertThat(second.remainingRefs()).isEqualTo(2);
        assertThat(inner.beginRead().toCell()).isSameAs(inner);
    }

    @Test
    void depthIsLimitedTo1024AndHashingADeepTreeNeedsNoStack() {
        Cell deepest = chain(Cell.MAX_DEPTH);

        assertThat(deepest.depth()).isEqualTo(Cell.MAX_DEPTH);
        assertThat(deepest.hash()).isEqualTo(chain(Cell.MAX_DEPTH).hash());
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> new CellBuilder().storeRef(deepest).build())
                .withMessage("depth: 1025 (expected: <= 1024)");
    }

    private static Cell chain(int depth) {
        Cell cell = Cell.EMPTY;
        for (int i = 0; i < depth; i++) {
            cell = new CellBuilder().storeUint(i, 11).storeRef(cell).build();
        }
        return cell;
    }

    @Test
    void hashesAGraphWithExponentiallyManyPathsInLinearTime() {
        Cell cell = Cell.EMPTY;
        for (int i = 0; i < 1000; i++) {
            cell = new CellBuilder()
                    .storeRef(cell)
                    .storeRef(cell)
                    .storeRef(cell)
                    .storeRef(cell)
                    .build();
        }

        assertThat(cell.hash()).isNotEqualTo(Cell.EMPTY.hash());
        assertThat(BagOfCells.parseSingle(BagOfCells.serialize(cell))).isEqualTo(cell);
    }

    @Test
    void aCellKnownByHashAndDepthStandsForTheFullOne() {
        Cell full = new CellBuilder().storeUint(9, 4).storeRef(Cell.EMPTY).build();
        Cell named = Cell.opaque(full.hash(), full.depth());

        assertThat(named).isEqualTo(full).hasSameHashCodeAs(full);
        assertThat(new CellBuilder().storeRef(named).build())
                .isEqualTo(new CellBuilder().storeRef(full).build());
        assertThatExceptionOfType(CellException.class).isThrownBy(named::beginRead);
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() ->
                        BagOfCells.serialize(new CellBuilder().storeRef(named).build()));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> Cell.opaque(Hash256.ZERO, 1025));
    }

    @Test
    void doesNotPrintItsContent() {
        assertThat(new CellBuilder().storeUint(0xabcd, 16).build().toString())
                .startsWith("Cell[16 bits, 0 refs, depth 0, ")
                .doesNotContain("abcd,");
    }
}
