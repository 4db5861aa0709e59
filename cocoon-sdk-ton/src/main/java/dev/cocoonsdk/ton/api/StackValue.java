package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.ton.cell.Cell;
import java.math.BigInteger;
import java.util.List;

/** A value on the stack of TON's virtual machine. */
public sealed interface StackValue {

    /** Nothing. */
    enum Null implements StackValue {
        /** The only value. */
        INSTANCE
    }

    /**
     * A signed number of at most 257 bits.
     *
     * @param value the number
     */
    record Int(BigInteger value) implements StackValue {

        private static final int MAX_BITS = 256;

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the number needs more than 257 bits
         */
        public Int {
            if (value.bitLength() > MAX_BITS) {
                throw new IllegalArgumentException(
                        "stack number: " + (value.bitLength() + 1) + " bits (expected: <= " + (MAX_BITS + 1) + ")");
            }
        }

        /** A number. */
        public static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }
    }

    /**
     * A cell.
     *
     * @param cell the cell
     */
    record OfCell(Cell cell) implements StackValue {}

    /**
     * The unread part of a cell, such as an address.
     *
     * @param rest that part as a cell of its own
     */
    record OfSlice(Cell rest) implements StackValue {}

    /**
     * Several values.
     *
     * @param items at most 255
     */
    record Tuple(List<StackValue> items) implements StackValue {

        private static final int MAX_ITEMS = 255;

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there are too many
         */
        public Tuple {
            items = List.copyOf(items);
            if (items.size() > MAX_ITEMS) {
                throw new IllegalArgumentException(
                        "tuple: " + items.size() + " items (expected: <= " + MAX_ITEMS + ")");
            }
        }
    }
}
