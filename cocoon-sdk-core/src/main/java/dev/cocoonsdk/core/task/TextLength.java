package dev.cocoonsdk.core.task;

/**
 * The length that a text should have.
 *
 * @param unit what is counted
 * @param value how many, from 1 to {@value #MAX_VALUE}
 */
public record TextLength(Unit unit, int value) {

    /** Greatest {@link #value()}. */
    public static final int MAX_VALUE = 100_000;

    /** What a length counts. */
    public enum Unit {
        /** Words of the text's language. */
        WORDS("words"),
        /** Sentences; bullets and headlines count as sentences. */
        SENTENCES("sentences");

        private final String wireName;

        Unit(String wireName) {
            this.wireName = wireName;
        }

        /** The value of member {@code unit}. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code value} is out of range
     */
    public TextLength {
        if (value < 1 || value > MAX_VALUE) {
            throw new IllegalArgumentException("length: " + value + " (expected: 1 to " + MAX_VALUE + ")");
        }
    }

    /**
     * A number of words.
     *
     * @throws IllegalArgumentException if out of range
     */
    public static TextLength words(int count) {
        return new TextLength(Unit.WORDS, count);
    }

    /**
     * A number of sentences.
     *
     * @throws IllegalArgumentException if out of range
     */
    public static TextLength sentences(int count) {
        return new TextLength(Unit.SENTENCES, count);
    }

    /** For example {@code "1 sentence"}. */
    @Override
    public String toString() {
        String plural = unit.wireName();
        return value + " " + (value == 1 ? plural.substring(0, plural.length() - 1) : plural);
    }
}
