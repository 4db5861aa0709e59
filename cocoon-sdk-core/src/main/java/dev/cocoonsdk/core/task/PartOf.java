package dev.cocoonsdk.core.task;

/**
 * Says that an input is one part of a longer one.
 *
 * @param number which part, from 1
 * @param total how many parts there are, at least {@code number}
 */
public record PartOf(int number, int total) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if not 1 ≤ number ≤ total
     */
    public PartOf {
        if (number < 1 || number > total) {
            throw new IllegalArgumentException(
                    "part: " + number + " of " + total + " (expected: 1 <= number <= total)");
        }
    }
}
