package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one cell, bit fields in big-endian order ({@code docs/protocol/contracts.md} 1). Not thread-safe.
 *
 * <p>Every method that adds something throws {@link CellException} if it does not fit into 1023 bits and four references, and then
 * leaves the builder as it was.
 */
public final class CellBuilder {

    private final byte[] data = new byte[(Cell.MAX_BITS + 7) / 8];
    private final Cell[] refs = new Cell[Cell.MAX_REFS];
    private int bits;
    private int refCount;

    /** An empty builder. */
    public CellBuilder() {}

    /** Adds one bit. */
    public CellBuilder storeBit(boolean bit) {
        return storeUint(bit ? 1 : 0, 1);
    }

    /**
     * Adds an unsigned number.
     *
     * @param value for 64 bits any long, else from 0 to 2<sup>width</sup> − 1
     * @param width bits, 0 to 64
     * @throws CellException if the value does not fit into the width
     */
    public CellBuilder storeUint(long value, int width) {
        if (width < 64 && value >>> checkWidth(width) != 0) {
            throw new CellException(
                    "uint" + width + ": " + Long.toUnsignedString(value) + " (expected: " + width + " bits)");
        }
        return storeLowBits(value, width);
    }

    /**
     * Adds a number in two's complement.
     *
     * @param value from −2<sup>width−1</sup> to 2<sup>width−1</sup> − 1
     * @param width bits, 1 to 64
     * @throws CellException if the value does not fit into the width
     */
    public CellBuilder storeInt(long value, int width) {
        if (checkWidth(width) == 0 || value >> (width - 1) != value >> 63) {
            throw new CellException("int" + width + ": " + value + " (expected: " + width + " bits)");
        }
        return storeLowBits(value, width);
    }

    private CellBuilder storeLowBits(long value, int width) {
        requireBits(checkWidth(width));
        Bits.write(data, bits, value, width);
        bits += width;
        return this;
    }

    private static int checkWidth(int width) {
        if (width < 0 || width > 64) {
            throw new CellException("width: " + width + " bits (expected: 0 to 64)");
        }
        return width;
    }

    /** Adds whole bytes. */
    public CellBuilder storeBytes(byte[] bytes) {
        requireBits(Math.multiplyExact(8L, bytes.length));
        Bits.copy(bytes, 0, data, bits, 8 * bytes.length);
        bits += 8 * bytes.length;
        return this;
    }

    /** Adds 256 bits. */
    public CellBuilder storeHash(Hash256 hash) {
        return storeBytes(hash.toBytes());
    }

    /** Adds an amount as {@code Coins}: four bits byte length, then that many bytes without a leading zero byte. */
    public CellBuilder storeCoins(NanoTon amount) {
        return storeUnsignedCoins(amount.value());
    }

    /**
     * Adds an amount as {@code Coins} that may be too large for {@link NanoTon}.
     *
     * @param nanoton an unsigned 64-bit number
     */
    public CellBuilder storeUnsignedCoins(long nanoton) {
        int length = (71 - Long.numberOfLeadingZeros(nanoton)) / 8;
        requireBits(4 + 8 * length);
        return storeUint(length, 4).storeUint(nanoton, 8 * length);
    }

    /**
     * Adds a number in the form {@code VarUInteger n}: its length in bytes, then that many bytes without a leading zero byte.
     *
     * @param limit n of the form, 2 to 128: the number has less bytes than that
     * @throws CellException if the number is negative or has more bytes
     */
    public CellBuilder storeVarUint(BigInteger value, int limit) {
        int lengthBits = lengthBits(limit);
        int length = (value.bitLength() + 7) / 8;
        if (value.signum() < 0 || length >= limit) {
            throw new CellException("number: " + value + " (expected: >= 0, less than " + limit + " bytes)");
        }
        requireBits(lengthBits + 8L * length);
        byte[] signed = value.toByteArray();
        return storeUint(length, lengthBits)
                .storeBytes(Arrays.copyOfRange(signed, signed.length - length, signed.length));
    }

    static int lengthBits(int limit) {
        if (limit < 2 || limit > Cell.MAX_BITS / 8 + 1) {
            throw new CellException("limit: " + limit + " bytes (expected: 2 to " + (Cell.MAX_BITS / 8 + 1) + ")");
        }
        return 32 - Integer.numberOfLeadingZeros(limit - 1);
    }

    /** Adds what a slice has left, bits and references, without moving the slice. */
    public CellBuilder storeSlice(CellSlice slice) {
        requireBits(slice.remainingBits());
        requireRefs(slice.remainingRefs());
        slice.copyBits(data, bits);
        bits += slice.remainingBits();
        slice.copyRefs(refs, refCount);
        refCount += slice.remainingRefs();
        return this;
    }

    /** Adds a reference. */
    public CellBuilder storeRef(Cell cell) {
        requireRefs(1);
        refs[refCount++] = cell;
        return this;
    }

    /** Adds {@code Maybe^}: bit 0, or bit 1 and a reference. */
    public CellBuilder storeMaybeRef(@Nullable Cell cell) {
        if (cell == null) {
            return storeBit(false);
        }
        requireBits(1);
        return storeRef(cell).storeBit(true);
    }

    /** Bits that still fit. */
    public int remainingBits() {
        return Cell.MAX_BITS - bits;
    }

    /** References that still fit. */
    public int remainingRefs() {
        return Cell.MAX_REFS - refCount;
    }

    /**
     * The cell written so far; the builder may go on.
     *
     * @throws CellException if the tree would be deeper than {@value Cell#MAX_DEPTH}
     */
    public Cell build() {
        return Cell.of(Arrays.copyOf(data, (bits + 7) / 8), bits, Arrays.copyOf(refs, refCount));
    }

    /**
     * The exotic cell written so far, beginning with the byte of its type.
     *
     * @throws CellException if type or layout is none of {@link CellType}, a Merkle cell tells another hash or depth than its tree
     *     has, or the tree would be deeper than {@value Cell#MAX_DEPTH}
     */
    public Cell buildExotic() {
        return Cell.ofExotic(Arrays.copyOf(data, (bits + 7) / 8), bits, Arrays.copyOf(refs, refCount));
    }

    private void requireBits(long wanted) {
        if (wanted > remainingBits()) {
            throw new CellException("cell: " + wanted + " bits more (expected: <= " + remainingBits() + ")");
        }
    }

    private void requireRefs(int wanted) {
        if (wanted > remainingRefs()) {
            throw new CellException("cell: " + wanted + " references more (expected: <= " + remainingRefs() + ")");
        }
    }
}
