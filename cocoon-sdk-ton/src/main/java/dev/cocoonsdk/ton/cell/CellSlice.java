package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one cell from front to back, bits and references independently ({@code docs/protocol/contracts.md} 1). Not thread-safe.
 *
 * <p>Every method that takes something throws {@link SliceException} if the cell holds less, and then leaves the slice as it was.
 */
public final class CellSlice {

    private static final int MAX_COINS_BYTES = 8;

    private final Cell cell;
    private int bit;
    private int ref;

    CellSlice(Cell cell, int bit, int ref) {
        this.cell = cell;
        this.bit = bit;
        this.ref = ref;
    }

    /** Bits not yet read. */
    public int remainingBits() {
        return cell.bits() - bit;
    }

    /** References not yet read. */
    public int remainingRefs() {
        return cell.refs() - ref;
    }

    /** An error at this place, for a reader that finds other content than it expects. */
    public SliceException error(String problem) {
        return new SliceException(problem, bit, ref);
    }

    /** A second reader at the same place. */
    public CellSlice copy() {
        return new CellSlice(cell, bit, ref);
    }

    /** Takes one bit. */
    public boolean loadBit() {
        return loadUint(1) != 0;
    }

    /**
     * Takes an unsigned number.
     *
     * @param width bits, 0 to 64
     * @return the number; with 64 bits it may show as negative
     */
    public long loadUint(int width) {
        long value = preloadUint(width);
        bit += width;
        return value;
    }

    /**
     * Reads an unsigned number without moving.
     *
     * @param width bits, 0 to 64
     * @return the number; with 64 bits it may show as negative
     */
    public long preloadUint(int width) {
        if (width < 0 || width > 64) {
            throw new CellException("width: " + width + " bits (expected: 0 to 64)");
        }
        requireBits(width);
        return Bits.read(cell.data(), bit, width);
    }

    /**
     * Takes a number in two's complement.
     *
     * @param width bits, 1 to 64
     */
    public long loadInt(int width) {
        if (width < 1) {
            throw new CellException("width: " + width + " bits (expected: 1 to 64)");
        }
        return loadUint(width) << (64 - width) >> (64 - width);
    }

    /**
     * Takes whole bytes.
     *
     * @param count bytes, 0 to 127
     */
    public byte[] loadBytes(int count) {
        if (count < 0 || count > Cell.MAX_BITS / 8) {
            throw new CellException("count: " + count + " bytes (expected: 0 to " + Cell.MAX_BITS / 8 + ")");
        }
        requireBits(8 * count);
        byte[] bytes = new byte[count];
        Bits.copy(cell.data(), bit, bytes, 0, 8 * count);
        bit += 8 * count;
        return bytes;
    }

    /** Takes 256 bits. */
    public Hash256 loadHash() {
        return Hash256.of(loadBytes(Hash256.LENGTH));
    }

    /**
     * Takes an amount in the form {@code Coins}.
     *
     * @throws CellException also for an amount above 2<sup>63</sup> − 1 nanoton or written with a leading zero byte
     */
    public NanoTon loadCoins() {
        int start = bit;
        long nanoton = loadUnsignedCoins();
        if (nanoton < 0) {
            bit = start;
            throw error("coins: " + Long.toUnsignedString(nanoton) + " nanoton (expected: < 2^63)");
        }
        return NanoTon.of(nanoton);
    }

    /**
     * Takes an amount in the form {@code Coins} that may be too large for {@link NanoTon}.
     *
     * @return nanoton, an unsigned 64-bit number
     * @throws CellException also for an amount of more than 64 bits or written with a leading zero byte
     */
    public long loadUnsignedCoins() {
        int length = (int) preloadUint(4);
        if (length > MAX_COINS_BYTES) {
            throw error("coins: " + length + " bytes (expected: <= " + MAX_COINS_BYTES + ")");
        }
        requireBits(4 + 8 * length);
        long nanoton = Bits.read(cell.data(), bit + 4, 8 * length);
        if (length > 0 && nanoton >>> (8 * (length - 1)) == 0) {
            throw error("coins: " + length + " bytes (expected: no leading zero byte)");
        }
        bit += 4 + 8 * length;
        return nanoton;
    }

    /**
     * Takes a number in the form {@code VarUInteger n}: its length in bytes, then that many bytes.
     *
     * @param limit n of the form, 2 to 128: the number has less bytes than that
     * @return the number, at least 0
     * @throws CellException also for a number written with a leading zero byte
     */
    public BigInteger loadVarUint(int limit) {
        int lengthBits = CellBuilder.lengthBits(limit);
        int length = (int) preloadUint(lengthBits);
        requireBits(lengthBits + 8 * length);
        if (length >= limit || (length > 0 && Bits.read(cell.data(), bit + lengthBits, 8) == 0)) {
            throw error("number: " + length + " bytes (expected: < " + limit + ", no leading zero byte)");
        }
        bit += lengthBits;
        return new BigInteger(1, loadBytes(length));
    }

    /**
     * Takes bits as a cell of their own.
     *
     * @param count bits, 0 to 1023
     */
    public Cell loadBits(int count) {
        if (count < 0 || count > Cell.MAX_BITS) {
            throw new CellException("count: " + count + " bits (expected: 0 to " + Cell.MAX_BITS + ")");
        }
        requireBits(count);
        byte[] taken = new byte[(count + 7) / 8];
        Bits.copy(cell.data(), bit, taken, 0, count);
        bit += count;
        return Cell.of(taken, count, new Cell[0]);
    }

    /** Takes a reference. */
    public Cell loadRef() {
        if (remainingRefs() == 0) {
            throw error("slice: no reference left (expected: 1)");
        }
        return cell.ref(ref++);
    }

    /** Takes {@code Maybe^}: null for bit 0, the reference for bit 1. */
    public @Nullable Cell loadMaybeRef() {
        if (preloadUint(1) == 0) {
            bit++;
            return null;
        }
        Cell loaded = loadRef();
        bit++;
        return loaded;
    }

    /** Passes over bits. */
    public void skipBits(int count) {
        if (count < 0) {
            throw new CellException("count: " + count + " bits (expected: >= 0)");
        }
        requireBits(count);
        bit += count;
    }

    /** What is left as a cell of its own. */
    public Cell toCell() {
        return bit == 0 && ref == 0 ? cell : new CellBuilder().storeSlice(this).build();
    }

    /**
     * Checks that everything was read.
     *
     * @throws CellException if bits or references are left
     */
    public void endParse() {
        if (remainingBits() != 0 || remainingRefs() != 0) {
            throw error(
                    "slice: " + remainingBits() + " bits and " + remainingRefs() + " references left (expected: none)");
        }
    }

    void copyBits(byte[] target, int position) {
        Bits.copy(cell.data(), bit, target, position, remainingBits());
    }

    void copyRefs(Cell[] target, int position) {
        for (int i = ref; i < cell.refs(); i++) {
            target[position + i - ref] = cell.ref(i);
        }
    }

    private void requireBits(int wanted) {
        if (wanted > remainingBits()) {
            throw error("slice: " + remainingBits() + " bits left (expected: >= " + wanted + ")");
        }
    }
}
