package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Stacks of TON's virtual machine as cells (TL-B {@code VmStack}), the form in which lite servers take and give them. */
final class VmStacks {

    private static final int DEPTH_BITS = 24;
    private static final int MAX_DEPTH = 255;
    private static final int MAX_NESTING = 16;
    private static final int MAX_VALUES = 10_000;
    private static final int WIDE_BITS = 257;

    private VmStacks() {}

    /** First argument deepest. */
    static Cell write(List<StackValue> arguments) {
        Cell rest = Cell.EMPTY;
        for (int i = 0; i < arguments.size(); i++) {
            CellBuilder node = new CellBuilder();
            if (i == arguments.size() - 1) {
                node.storeUint(arguments.size(), DEPTH_BITS);
            }
            rest = value(node.storeRef(rest), arguments.get(i)).build();
        }
        return arguments.isEmpty() ? new CellBuilder().storeUint(0, DEPTH_BITS).build() : rest;
    }

    private static CellBuilder value(CellBuilder out, StackValue value) {
        if (value instanceof StackValue.Null) {
            return out.storeUint(0, 8);
        } else if (value instanceof StackValue.Int number) {
            return number(out, number.value());
        } else if (value instanceof StackValue.OfCell cell) {
            return out.storeUint(3, 8).storeRef(cell.cell());
        } else if (value instanceof StackValue.OfSlice slice) {
            Cell rest = slice.rest();
            return out.storeUint(4, 8)
                    .storeRef(rest)
                    .storeUint(0, 10)
                    .storeUint(rest.bits(), 10)
                    .storeUint(0, 3)
                    .storeUint(rest.refs(), 3);
        }
        throw new TonApiException(
                Reason.UNSUPPORTED, "argument Tuple (expected: a number, cell, slice or null)", false, null);
    }

    private static CellBuilder number(CellBuilder out, BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return out.storeUint(1, 8).storeInt(value.longValue(), Long.SIZE);
        }
        BigInteger unsigned = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(WIDE_BITS)) : value;
        out.storeUint(0x0200 >> 1, 15).storeBit(unsigned.testBit(WIDE_BITS - 1));
        for (int shift = 192; shift >= 0; shift -= 64) {
            out.storeUint(unsigned.shiftRight(shift).longValue(), 64);
        }
        return out;
    }

    /**
     * Values, deepest first.
     *
     * @throws CellException if the layout is another one or a value is of a kind that {@link StackValue} lacks
     */
    static List<StackValue> read(Cell stack) {
        CellSlice in = stack.beginRead();
        long depth = in.loadUint(DEPTH_BITS);
        if (depth > MAX_DEPTH) {
            throw in.error("stack: " + depth + " values (expected: <= " + MAX_DEPTH + ")");
        }
        List<StackValue> values = new ArrayList<>();
        Budget budget = new Budget();
        for (long left = depth; left > 0; left--) {
            Cell rest = in.loadRef();
            values.add(value(in, 0, budget));
            in = rest.beginRead();
        }
        Collections.reverse(values);
        return values;
    }

    /** Cells are shared, so that few of them can stand for more values than fit into the memory. */
    private static final class Budget {
        private int left = MAX_VALUES;

        void take(CellSlice in) {
            if (left-- == 0) {
                throw in.error("stack: more than " + MAX_VALUES + " values in all (expected: <= " + MAX_VALUES + ")");
            }
        }
    }

    private static StackValue value(CellSlice in, int nesting, Budget budget) {
        budget.take(in);
        int tag = (int) in.loadUint(8);
        return switch (tag) {
            case 0 -> StackValue.Null.INSTANCE;
            case 1 -> StackValue.Int.of(in.loadInt(Long.SIZE));
            case 2 -> number(in);
            case 3 -> new StackValue.OfCell(in.loadRef());
            case 4 -> slice(in);
            case 7 -> tuple(in, nesting + 1, budget);
            default -> throw in.error("stack value: tag " + tag + " (expected: null, number, cell, slice or tuple)");
        };
    }

    private static StackValue number(CellSlice in) {
        if (in.loadUint(7) != 0) {
            throw in.error("stack number: not a number");
        }
        BigInteger value = in.loadBit() ? BigInteger.ONE.negate() : BigInteger.ZERO;
        return new StackValue.Int(value.shiftLeft(256).or(new BigInteger(1, in.loadBytes(32))));
    }

    private static StackValue slice(CellSlice in) {
        CellSlice cell = in.loadRef().beginRead();
        int firstBit = (int) in.loadUint(10);
        int endBit = (int) in.loadUint(10);
        int firstRef = (int) in.loadUint(3);
        int endRef = (int) in.loadUint(3);
        if (firstBit > endBit || firstRef > endRef) {
            throw in.error("stack slice: ends before it begins");
        }
        cell.skipBits(firstBit);
        CellBuilder rest =
                new CellBuilder().storeSlice(cell.loadBits(endBit - firstBit).beginRead());
        for (int i = 0; i < endRef; i++) {
            Cell ref = cell.loadRef();
            if (i >= firstRef) {
                rest.storeRef(ref);
            }
        }
        return new StackValue.OfSlice(rest.build());
    }

    /** The last item has a reference of its own; those before are one reference to the same again. */
    private static StackValue tuple(CellSlice in, int nesting, Budget budget) {
        int length = (int) in.loadUint(16);
        if (length > MAX_DEPTH || nesting > MAX_NESTING) {
            throw in.error("tuple: " + length + " items at depth " + nesting + " (expected: <= " + MAX_DEPTH + ", <= "
                    + MAX_NESTING + ")");
        }
        List<StackValue> items = new ArrayList<>();
        CellSlice at = in;
        for (int left = length; left > 1; left--) {
            CellSlice head = at;
            Cell before = head.loadRef();
            items.add(value(head.loadRef().beginRead(), nesting, budget));
            if (left == 2) {
                items.add(value(before.beginRead(), nesting, budget));
            }
            at = before.beginRead();
        }
        if (length == 1) {
            items.add(value(at.loadRef().beginRead(), nesting, budget));
        }
        Collections.reverse(items);
        return new StackValue.Tuple(items);
    }
}
