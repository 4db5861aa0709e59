package dev.cocoonsdk.ton.api.toncenter.internal;

import java.math.BigInteger;

/** Numbers on the stack as gateways write them. */
final class Numbers {

    private static final int MAX_DIGITS = 80;
    private static final int MAX_BITS = 256;

    private Numbers() {}

    /**
     * Decimal, or hexadecimal after {@code 0x}.
     *
     * @throws NumberFormatException if it is neither or needs more than 257 bits
     */
    static BigInteger parse(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (text.length() > MAX_DIGITS || digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException("number (expected: at most 257 bits)");
        }
        BigInteger value = digits.startsWith("0x") || digits.startsWith("0X")
                ? new BigInteger(unsigned(digits.substring(2)), 16)
                : new BigInteger(digits);
        BigInteger signed = negative ? value.negate() : value;
        if (signed.bitLength() > MAX_BITS) {
            throw new NumberFormatException("number (expected: at most 257 bits)");
        }
        return signed;
    }

    private static String unsigned(String digits) {
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException("number (expected: one sign)");
        }
        return digits;
    }

    /** As gateways read them: {@code 0x1f}, {@code -0x1f}. */
    static String hex(BigInteger value) {
        return (value.signum() < 0 ? "-0x" : "0x") + value.abs().toString(16);
    }
}
