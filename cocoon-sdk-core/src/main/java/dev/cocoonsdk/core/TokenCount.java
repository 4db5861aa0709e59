package dev.cocoonsdk.core;

/**
 * A number of tokens, from 0 to 2<sup>63</sup> − 1.
 *
 * <p>Whether raw or adjusted tokens ({@code docs/protocol/wire.md} 10.2) are meant is said where the type is used.
 *
 * @param value tokens, not negative
 */
public record TokenCount(long value) implements Comparable<TokenCount> {

    /** No tokens. */
    public static final TokenCount ZERO = new TokenCount(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public TokenCount {
        if (value < 0) {
            throw new IllegalArgumentException("tokens: " + value + " (expected: >= 0)");
        }
    }

    /**
     * A count.
     *
     * @param tokens not negative
     * @throws IllegalArgumentException if negative
     */
    public static TokenCount of(long tokens) {
        return tokens == 0 ? ZERO : new TokenCount(tokens);
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if the sum is out of range
     */
    public TokenCount plus(TokenCount other) {
        return of(Math.addExact(value, other.value));
    }

    /**
     * The difference.
     *
     * @throws IllegalArgumentException if {@code other} is greater
     */
    public TokenCount minus(TokenCount other) {
        return of(value - other.value);
    }

    /** The greater of the two. */
    public TokenCount max(TokenCount other) {
        return value >= other.value ? this : other;
    }

    @Override
    public int compareTo(TokenCount other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value + (value == 1 ? " token" : " tokens");
    }
}
