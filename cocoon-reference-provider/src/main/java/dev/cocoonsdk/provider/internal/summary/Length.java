package dev.cocoonsdk.provider.internal.summary;

import dev.cocoonsdk.core.task.TextLength;

/**
 * How long a summary may become.
 *
 * @param words whether words are counted; else passages
 * @param limit how many
 */
record Length(boolean words, int limit) {

    private static final int MOST_BY_DEFAULT = 5;
    private static final int HEADLINE = 14;

    static Length of(TextLength asked) {
        return new Length(asked.unit() == TextLength.Unit.WORDS, asked.value());
    }

    /** A fifth of the input, one to five passages. */
    static Length byDefault(int passages) {
        return new Length(false, Math.max(1, Math.min(MOST_BY_DEFAULT, (passages + 4) / 5)));
    }

    /** One passage, to be shortened. */
    static Length headline() {
        return new Length(true, HEADLINE);
    }

    /** What a passage takes of the limit. */
    int cost(String text) {
        return words ? Math.max(1, Words.count(text)) : 1;
    }
}
