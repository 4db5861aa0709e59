package dev.cocoonsdk.ton4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ton.ton4j.cell.CellSlice;
import org.ton.ton4j.tlb.VmStack;
import org.ton.ton4j.tlb.VmStackValueInt;
import org.ton.ton4j.tlb.VmStackValueTinyInt;

class VmStacksTest {

    private static final Cell CELL =
            new CellBuilder().storeUint(3, 5).storeRef(Cell.EMPTY).build();

    @Test
    void readsWhatItWrites() {
        List<StackValue> values = List.of(
                StackValue.Int.of(-1),
                new StackValue.Int(BigInteger.ONE.shiftLeft(255)),
                new StackValue.Int(BigInteger.ONE.shiftLeft(256).negate()),
                new StackValue.OfCell(CELL),
                new StackValue.OfSlice(CELL),
                StackValue.Null.INSTANCE);

        assertThat(VmStacks.read(VmStacks.write(values))).isEqualTo(values);
        assertThat(VmStacks.read(VmStacks.write(List.of()))).isEmpty();
    }

    @Test
    void ton4jReadsTheSameNumbers() {
        BigInteger wide = BigInteger.ONE.shiftLeft(200);
        Cell stack = VmStacks.write(List.of(StackValue.Int.of(-7), new StackValue.Int(wide)));
        VmStack read =
                VmStack.deserialize(CellSlice.beginParse(org.ton.ton4j.cell.Cell.fromBoc(BagOfCells.serialize(stack))));

        assertThat(read.getDepth()).isEqualTo(2);
        assertThat(read.getStack().getTos())
                .anySatisfy(value -> assertThat(value)
                        .isInstanceOfSatisfying(
                                VmStackValueTinyInt.class,
                                number -> assertThat(number.getValue()).isEqualTo(-7)))
                .anySatisfy(value -> assertThat(value)
                        .isInstanceOfSatisfying(
                                VmStackValueInt.class,
                                number -> assertThat(number.getValue()).isEqualTo(wide)));
    }

    @Test
    void readsTuples() {
        Cell one = new CellBuilder().storeUint(1, 8).storeInt(1, 64).build();
        Cell two = new CellBuilder().storeUint(1, 8).storeInt(2, 64).build();
        Cell three = new CellBuilder().storeUint(1, 8).storeInt(3, 64).build();
        Cell pair = new CellBuilder().storeRef(one).storeRef(two).build();
        Cell stack = new CellBuilder()
                .storeUint(1, 24)
                .storeRef(Cell.EMPTY)
                .storeUint(7, 8)
                .storeUint(3, 16)
                .storeRef(pair)
                .storeRef(three)
                .build();

        assertThat(VmStacks.read(stack))
                .containsExactly(new StackValue.Tuple(
                        List.of(StackValue.Int.of(1), StackValue.Int.of(2), StackValue.Int.of(3))));
    }

    @Test
    void refusesWhatIsNoStack() {
        Cell unknown = new CellBuilder()
                .storeUint(1, 24)
                .storeRef(Cell.EMPTY)
                .storeUint(6, 8)
                .build();
        Cell endless = new CellBuilder().storeUint(0xff_ffff, 24).build();

        assertThatExceptionOfType(CellException.class).isThrownBy(() -> VmStacks.read(unknown));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> VmStacks.read(endless));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> VmStacks.read(Cell.EMPTY));
    }

    /** A pair of twice the same cell, again and again: a few cells that stand for 2^40 values. */
    @Test
    void fewCellsThatStandForManyValuesAreRefused() {
        Cell value = new CellBuilder().storeUint(0, 8).build();
        for (int i = 0; i < 40; i++) {
            value = new CellBuilder()
                    .storeUint(7, 8)
                    .storeUint(2, 16)
                    .storeRef(value)
                    .storeRef(value)
                    .build();
        }
        Cell stack = new CellBuilder()
                .storeUint(1, 24)
                .storeRef(new CellBuilder().build())
                .storeSlice(value.beginRead())
                .build();
        assertThatThrownBy(() -> VmStacks.read(stack))
                .isInstanceOf(CellException.class)
                .hasMessageContaining("expected: <=");
    }
}
