package dev.cocoonsdk.crypto.sealed;

import java.util.Arrays;

/** How lengths are hidden: each unit of content is padded to a length ({@code docs/sealed-envelope.md} 6.1). Immutable. */
public sealed interface Padding {

    /** The shortest unit under {@link #padme()}. */
    int PADME_MINIMUM = 256;

    /**
     * The length to pad to, before limits of the format.
     *
     * @param length bytes of content, 0 or more
     * @return not less than {@code length}
     */
    int pad(int length);

    /** Lengths stay as they are. */
    static Padding none() {
        return new None();
    }

    /** Padmé, the default: at most 12 % more above {@value #PADME_MINIMUM} bytes, never below. */
    static Padding padme() {
        return new Padme();
    }

    /**
     * Fixed sizes, and multiples of the largest.
     *
     * @param sizes positive and ascending
     * @throws IllegalArgumentException if there is none or they are not ascending
     */
    static Padding buckets(int... sizes) {
        return new Buckets(sizes);
    }

    /** Lengths stay as they are. */
    record None() implements Padding {
        @Override
        public int pad(int length) {
            return length;
        }
    }

    /** Padmé with a minimum. */
    record Padme() implements Padding {
        @Override
        public int pad(int length) {
            if (length <= PADME_MINIMUM) {
                return PADME_MINIMUM;
            }
            int exponent = log2(length);
            int step = 1 << (exponent - (log2(exponent) + 1));
            return roundUp(length, step);
        }

        private static int log2(int value) {
            return 31 - Integer.numberOfLeadingZeros(value);
        }
    }

    /** Fixed sizes. */
    final class Buckets implements Padding {

        private final int[] sizes;

        private Buckets(int[] sizes) {
            this.sizes = sizes.clone();
            int last = 0;
            for (int size : sizes) {
                if (size <= last) {
                    throw new IllegalArgumentException("bucket: " + size + " (expected: > " + last + ")");
                }
                last = size;
            }
            if (last == 0) {
                throw new IllegalArgumentException("buckets: none (expected: at least one)");
            }
        }

        @Override
        public int pad(int length) {
            for (int size : sizes) {
                if (length <= size) {
                    return size;
                }
            }
            return roundUp(length, sizes[sizes.length - 1]);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Buckets that && Arrays.equals(sizes, that.sizes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sizes);
        }

        @Override
        public String toString() {
            return "Buckets" + Arrays.toString(sizes);
        }
    }

    private static int roundUp(int length, int step) {
        long rounded = ((long) length + step - 1) / step * step;
        return (int) Math.min(rounded, Integer.MAX_VALUE);
    }
}
