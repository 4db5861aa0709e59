package dev.cocoonsdk.devnet.internal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class VmStackTest {

    private static final Cell CELL =
            new CellBuilder().storeUint(5, 7).storeRef(Cell.EMPTY).build();

    @Provide
    Arbitrary<List<StackValue>> stacks() {
        BigInteger limit = BigInteger.TWO.pow(256);
        Arbitrary<StackValue> simple = Arbitraries.oneOf(
                Arbitraries.just(StackValue.Null.INSTANCE),
                Arbitraries.bigIntegers()
                        .between(limit.negate(), limit.subtract(BigInteger.ONE))
                        .map(StackValue.Int::new),
                Arbitraries.longs().map(StackValue.Int::of),
                Arbitraries.just(new StackValue.OfCell(CELL)),
                Arbitraries.just(new StackValue.OfSlice(CELL)));
        Arbitrary<StackValue> value = Arbitraries.lazyOf(
                () -> simple,
                () -> simple.list().ofMaxSize(5).map(StackValue.Tuple::new),
                () -> simple.list()
                        .ofMaxSize(3)
                        .map(inner -> new StackValue.Tuple(List.of(new StackValue.Tuple(inner)))));
        return value.list().ofMaxSize(6);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("stacks") List<StackValue> stack) {
        assertThat(VmStack.parse(VmStack.toCell(stack))).isEqualTo(stack);
    }

    @Test
    void aTupleOfTheGreatestLengthIsReadAgain() {
        List<StackValue> items = LongStream.range(0, 255)
                .<StackValue>mapToObj(StackValue.Int::of)
                .toList();
        List<StackValue> stack = List.of(new StackValue.Tuple(items));
        assertThat(VmStack.parse(VmStack.toCell(stack))).isEqualTo(stack);
    }

    @Test
    void anUnknownKindOfValueIsRefused() {
        Cell cell = new CellBuilder()
                .storeUint(1, 24)
                .storeRef(Cell.EMPTY)
                .storeUint(0x06, 8)
                .build();
        assertThatThrownBy(() -> VmStack.parse(cell)).isInstanceOf(CellException.class);
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
        assertThatThrownBy(() -> VmStack.parse(stack))
                .isInstanceOf(CellException.class)
                .hasMessageContaining("expected: <=");
    }
}
