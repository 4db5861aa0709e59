package dev.cocoonsdk.core;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact amount of Toncoin in nanoton (1 TON = 10<sup>9</sup> nanoton), from 0 to 2<sup>63</sup> − 1.
 *
 * <p>The network keeps amounts in 64 bits ({@code docs/protocol/contracts.md} 1); arithmetic that leaves the range throws
 * instead of wrapping around.
 *
 * @param value nanoton, not negative
 */
public record NanoTon(long value) implements Comparable<NanoTon> {

    /** Nanoton in one TON. */
    public static final long PER_TON = 1_000_000_000L;

    /** No money. */
    public static final NanoTon ZERO = new NanoTon(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public NanoTon {
        if (value < 0) {
            throw new IllegalArgumentException("nanoton: " + value + " (expected: >= 0)");
        }
    }

    /**
     * An amount in nanoton.
     *
     * @param nanoton nanoton, not negative
     * @throws IllegalArgumentException if negative
     */
    public static NanoTon of(long nanoton) {
        return nanoton == 0 ? ZERO : new NanoTon(nanoton);
    }

    /**
     * An amount in whole TON.
     *
     * @param ton TON, from 0 to 9,223,372,036
     * @throws IllegalArgumentException if negative
     * @throws ArithmeticException if out of range
     */
    public static NanoTon ofTon(long ton) {
        return of(Math.multiplyExact(ton, PER_TON));
    }

    /**
     * Parses a decimal amount in TON such as {@code "1.5"}, {@code "1.5 TON"} or {@code "0.000000001"}.
     *
     * @param text at most nine decimals, with or without the unit
     * @throws IllegalArgumentException if the text is no such amount, is negative, has more than nine decimals or is out of
     *     range
     */
    public static NanoTon parse(String text) {
        String number = text.strip();
        if (number.length() > 3 && number.regionMatches(true, number.length() - 3, "TON", 0, 3)) {
            number = number.substring(0, number.length() - 3).strip();
        }
        if (!number.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException("amount: \"" + text + "\" (expected: a number of TON such as 1.5 TON)");
        }
        BigInteger nano = new BigDecimal(number).movePointRight(9).toBigIntegerExact();
        if (nano.bitLength() > 63) {
            throw new IllegalArgumentException("amount: \"" + text + "\" (expected: at most 9223372036.854775807 TON)");
        }
        return of(nano.longValueExact());
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if the sum is out of range
     */
    public NanoTon plus(NanoTon other) {
        return of(Math.addExact(value, other.value));
    }

    /**
     * The difference.
     *
     * @throws IllegalArgumentException if {@code other} is greater
     */
    public NanoTon minus(NanoTon other) {
        return of(value - other.value);
    }

    /**
     * The product with a count.
     *
     * @param count not negative
     * @throws ArithmeticException if the product is out of range
     */
    public NanoTon times(long count) {
        return of(Math.multiplyExact(value, count));
    }

    /** Whether this is zero. */
    public boolean isZero() {
        return value == 0;
    }

    @Override
    public int compareTo(NanoTon other) {
        return Long.compare(value, other.value);
    }

    /** The amount in TON without trailing zeros, for example {@code "1.5 TON"}. */
    @Override
    public String toString() {
        BigDecimal ton = BigDecimal.valueOf(value, 9).stripTrailingZeros();
        return (ton.scale() < 0 ? ton.setScale(0) : ton).toPlainString() + " TON";
    }
}
