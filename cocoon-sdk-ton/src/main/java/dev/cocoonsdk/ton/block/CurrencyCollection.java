package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Augmentation;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.Dictionary;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Coins, and amounts of other currencies (TL-B {@code CurrencyCollection}). Cocoon uses coins only.
 *
 * @param coins nanoton; larger amounts than {@link NanoTon} holds, which are more than all there is, are refused
 * @param others by the currency's number, unsigned 32 bits; amounts of at most 248 bits
 */
public record CurrencyCollection(NanoTon coins, SortedMap<Long, BigInteger> others) {

    /** Nothing. */
    public static final CurrencyCollection ZERO = of(NanoTon.ZERO);

    /** Sums as extras of a dictionary, such as the fees of transactions in a block of an account. */
    public static final Augmentation<CurrencyCollection> SUM = new Augmentation<>() {
        @Override
        public CurrencyCollection empty() {
            return ZERO;
        }

        @Override
        public CurrencyCollection combine(CurrencyCollection zero, CurrencyCollection one) {
            return zero.plus(one);
        }

        @Override
        public CurrencyCollection read(CellSlice in) {
            return CurrencyCollection.read(in);
        }

        @Override
        public void write(CellBuilder out, CurrencyCollection extra) {
            extra.write(out);
        }
    };

    /** Most other currencies that are read; the chain allows two in a message. */
    public static final int MAX_OTHERS = 256;

    private static final int KEY_BITS = 32;
    private static final int AMOUNT_BYTES_LIMIT = 32;
    private static final long MAX_KEY = 0xffff_ffffL;

    /**
     * Checks the ranges and copies the map.
     *
     * @throws IllegalArgumentException if a number or an amount is out of range
     */
    public CurrencyCollection {
        others.forEach((currency, amount) -> {
            if (currency < 0
                    || currency > MAX_KEY
                    || amount.signum() < 0
                    || amount.bitLength() > 8 * (AMOUNT_BYTES_LIMIT - 1)) {
                throw new IllegalArgumentException("currency " + currency + ": " + amount
                        + " (expected: number 0 to 2^32-1, amount 0 to 2^248-1)");
            }
        });
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /** Coins only. */
    public static CurrencyCollection of(NanoTon coins) {
        return new CurrencyCollection(coins, Collections.emptySortedMap());
    }

    /**
     * Takes amounts out of a cell.
     *
     * @throws CellException if the layout is another one or an amount is too large
     */
    public static CurrencyCollection read(CellSlice in) {
        NanoTon coins = in.loadCoins();
        SortedMap<Long, BigInteger> others = new TreeMap<>();
        Dictionary.read(in, KEY_BITS, MAX_OTHERS)
                .entries()
                .forEach((key, value) ->
                        others.put(Integer.toUnsignedLong(key.asByteBuffer().getInt()), readAmount(value)));
        return new CurrencyCollection(coins, others);
    }

    private static BigInteger readAmount(Cell value) {
        CellSlice in = value.beginRead();
        BigInteger amount = in.loadVarUint(AMOUNT_BYTES_LIMIT);
        in.endParse();
        return amount;
    }

    /**
     * Adds these amounts to a cell.
     *
     * @throws CellException if they do not fit
     */
    public void write(CellBuilder out) {
        Map<Bytes, Cell> entries = new HashMap<>();
        others.forEach((currency, amount) -> entries.put(
                Bytes.wrap(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(currency.intValue())
                        .array()),
                new CellBuilder().storeVarUint(amount, AMOUNT_BYTES_LIMIT).build()));
        out.storeCoins(coins);
        Dictionary.of(KEY_BITS, entries).write(out);
    }

    /**
     * Adds two collections.
     *
     * @throws CellException if a sum is too large
     */
    public CurrencyCollection plus(CurrencyCollection more) {
        SortedMap<Long, BigInteger> sums = new TreeMap<>(others);
        more.others.forEach((currency, amount) -> sums.merge(currency, amount, BigInteger::add));
        try {
            return new CurrencyCollection(coins.plus(more.coins), sums);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CellException("currencies: the sum is too large (expected: < 2^63 nanoton, < 2^248 others)");
        }
    }
}
