package dev.cocoonsdk.devnet.internal.emulator;

import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The virtual machine's stack as a cell (TL-B {@code VmStack}). Continuations and not-a-number, which nobody returns, are refused. */
public final class VmStack {

    private static final int DEPTH_BITS = 24;
    private static final int MAX_DEPTH = 1024;
    private static final int MAX_NESTING = 256;
    private static final int MAX_VALUES = 10_000;
    private static final int NULL = 0x00;
    private static final int TINY = 0x01;
    private static final int INT = 0x02;
    private static final int CELL = 0x03;
    private static final int SLICE = 0x04;
    private static final int BUILDER = 0x05;
    private static final int TUPLE = 0x07;
    private static final int INT_PREFIX = 0;
    private static final int INT_PREFIX_BITS = 7;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private VmStack() {}

    /** The cell of a stack, whose first value lies deepest. */
    public static Cell toCell(List<StackValue> values) {
        Cell rest = Cell.EMPTY;
        for (int i = 0; i < values.size(); i++) {
            CellBuilder out = new CellBuilder();
            if (i == values.size() - 1) {
                out.storeUint(values.size(), DEPTH_BITS);
            }
            out.storeRef(rest);
            write(out, values.get(i));
            rest = out.build();
        }
        return values.isEmpty() ? new CellBuilder().storeUint(0, DEPTH_BITS).build() : rest;
    }

    private static void write(CellBuilder out, StackValue value) {
        if (value instanceof StackValue.Null) {
            out.storeUint(NULL, 8);
        } else if (value instanceof StackValue.Int number) {
            writeInt(out, number.value());
        } else if (value instanceof StackValue.OfCell cell) {
            out.storeUint(CELL, 8).storeRef(cell.cell());
        } else if (value instanceof StackValue.OfSlice slice) {
            Cell cell = slice.rest();
            out.storeUint(SLICE, 8)
                    .storeRef(cell)
                    .storeUint(0, 10)
                    .storeUint(cell.bits(), 10)
                    .storeUint(0, 3)
                    .storeUint(cell.refs(), 3);
        } else if (value instanceof StackValue.Tuple tuple) {
            out.storeUint(TUPLE, 8).storeUint(tuple.items().size(), 16);
            writeTuple(out, tuple.items());
        }
    }

    private static void writeInt(CellBuilder out, BigInteger value) {
        if (value.bitLength() < 64) {
            out.storeUint(TINY, 8).storeInt(value.longValue(), 64);
            return;
        }
        byte[] magnitude = (value.signum() < 0 ? value.add(MODULUS) : value).toByteArray();
        byte[] fixed = new byte[32];
        int count = Math.min(magnitude.length, fixed.length);
        System.arraycopy(magnitude, magnitude.length - count, fixed, fixed.length - count, count);
        out.storeUint(INT, 8)
                .storeUint(INT_PREFIX, INT_PREFIX_BITS)
                .storeBit(value.signum() < 0)
                .storeBytes(fixed);
    }

    private static void writeTuple(CellBuilder out, List<StackValue> items) {
        if (items.isEmpty()) {
            return;
        }
        int last = items.size() - 1;
        if (last == 1) {
            out.storeRef(single(items.get(0)));
        } else if (last > 1) {
            CellBuilder head = new CellBuilder();
            writeTuple(head, items.subList(0, last));
            out.storeRef(head.build());
        }
        out.storeRef(single(items.get(last)));
    }

    private static Cell single(StackValue value) {
        CellBuilder out = new CellBuilder();
        write(out, value);
        return out.build();
    }

    /**
     * Reads a stack's cell.
     *
     * @return the values, deepest first
     * @throws CellException if it has another layout
     */
    public static List<StackValue> parse(Cell cell) {
        CellSlice in = cell.beginRead();
        int depth = (int) in.loadUint(DEPTH_BITS);
        if (depth > MAX_DEPTH) {
            throw new CellException("stack: " + depth + " values (expected: <= " + MAX_DEPTH + ")");
        }
        List<StackValue> values = new ArrayList<>();
        Budget budget = new Budget();
        for (int i = 0; i < depth; i++) {
            CellSlice rest = in.loadRef().beginRead();
            values.add(read(in, 0, budget));
            in = rest;
        }
        Collections.reverse(values);
        return values;
    }

    /** Cells are shared, so that few of them can stand for more values than fit into the memory. */
    private static final class Budget {
        private int left = MAX_VALUES;

        void take(int nesting) {
            if (left-- == 0 || nesting > MAX_NESTING) {
                throw new CellException(
                        "stack: too many values (expected: <= " + MAX_VALUES + ", nested <= " + MAX_NESTING + ")");
            }
        }
    }

    private static StackValue read(CellSlice in, int nesting, Budget budget) {
        budget.take(nesting);
        int kind = (int) in.loadUint(8);
        return switch (kind) {
            case NULL -> StackValue.Null.INSTANCE;
            case TINY -> StackValue.Int.of(in.loadInt(64));
            case INT -> readInt(in);
            case CELL, BUILDER -> new StackValue.OfCell(in.loadRef());
            case SLICE -> readSlice(in);
            case TUPLE -> new StackValue.Tuple(readTuple(in, (int) in.loadUint(16), nesting + 1, budget));
            default ->
                throw new CellException("stack value: kind " + kind + " (expected: number, cell, slice or tuple)");
        };
    }

    private static StackValue readInt(CellSlice in) {
        if (in.loadUint(INT_PREFIX_BITS) != INT_PREFIX) {
            throw new CellException("stack value: not a number");
        }
        boolean negative = in.loadBit();
        BigInteger value = new BigInteger(1, in.loadBytes(32));
        return new StackValue.Int(negative ? value.subtract(MODULUS) : value);
    }

    private static StackValue readSlice(CellSlice in) {
        CellSlice cell = in.loadRef().beginRead();
        int firstBit = (int) in.loadUint(10);
        int endBit = (int) in.loadUint(10);
        int firstRef = (int) in.loadUint(3);
        int endRef = (int) in.loadUint(3);
        if (endBit < firstBit || endRef < firstRef) {
            throw new CellException("slice: ends before it begins");
        }
        cell.skipBits(firstBit);
        for (int i = 0; i < firstRef; i++) {
            cell.loadRef();
        }
        CellBuilder out =
                new CellBuilder().storeSlice(cell.loadBits(endBit - firstBit).beginRead());
        for (int i = firstRef; i < endRef; i++) {
            out.storeRef(cell.loadRef());
        }
        return new StackValue.OfSlice(out.build());
    }

    private static List<StackValue> readTuple(CellSlice in, int size, int nesting, Budget budget) {
        List<StackValue> items = new ArrayList<>();
        CellSlice part = in;
        for (int left = size; left > 0; left--) {
            CellSlice head = left > 1 ? part.loadRef().beginRead() : part;
            items.add(read(part.loadRef().beginRead(), nesting, budget));
            if (left == 2) {
                items.add(read(head, nesting, budget));
                break;
            }
            part = head;
        }
        Collections.reverse(items);
        return items;
    }
}
