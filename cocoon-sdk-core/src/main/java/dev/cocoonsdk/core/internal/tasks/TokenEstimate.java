package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.task.TextLength;

/**
 * Guesses how many tokens a text has, without the model's tokenizer, rather too many than too few
 * ({@code docs/task-format.md} 6).
 *
 * <table>
 * <caption>Weights</caption>
 * <tr><td>run of ASCII letters; a capital after a small letter begins another</td><td>one per started 3 letters</td></tr>
 * <tr><td>single space</td><td>none: it belongs to the next word</td></tr>
 * <tr><td>any other ASCII character</td><td>1</td></tr>
 * <tr><td>other character of 2, 3, 4 bytes in UTF-8</td><td>1, 2, 3</td></tr>
 * </table>
 */
final class TokenEstimate {

    /** What a chat template adds to each message at most. */
    static final int PER_MESSAGE = 16;

    /** What a word of an answer takes at most, in whatever language. */
    static final int PER_WORD = 4;

    private static final int PER_SENTENCE = 80;
    private static final int MARGIN = 64;
    private static final int LETTERS_PER_TOKEN = 3;

    private TokenEstimate() {}

    /** The most tokens of an answer of some length. */
    static long of(TextLength length) {
        int each = length.unit() == TextLength.Unit.WORDS ? PER_WORD : PER_SENTENCE;
        return (long) each * length.value() + MARGIN;
    }

    static long of(CharSequence text) {
        return of(text, 0, text.length());
    }

    /** Looks at the character before the stretch too, so that the estimates of adjoining stretches add up to enough. */
    static long of(CharSequence text, int start, int end) {
        long tokens = 0;
        int letters = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (isAsciiLetter(c)) {
                letters = c <= 'Z' && i > 0 && text.charAt(i - 1) >= 'a' ? 0 : letters;
                tokens += letters++ % LETTERS_PER_TOKEN == 0 ? 1 : 0;
                continue;
            }
            letters = 0;
            tokens += weight(c, i > 0 ? text.charAt(i - 1) : 'x');
        }
        return tokens;
    }

    private static int weight(char c, char before) {
        if (c == ' ') {
            return before == ' ' ? 1 : 0;
        } else if (c < 0x800) {
            return 1;
        } else if (Character.isSurrogate(c)) {
            return Character.isHighSurrogate(c) ? 1 : 2;
        }
        return 2;
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
