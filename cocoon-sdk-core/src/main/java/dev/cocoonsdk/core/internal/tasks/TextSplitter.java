package dev.cocoonsdk.core.internal.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into parts of at most a given size, at the coarsest borders possible ({@link Borders}). The parts follow one
 * another without gap or overlap, so that their concatenation is the text. Only a single grapheme that is larger than a part
 * may make a part too large.
 */
final class TextSplitter {

    private final String text;
    private final long maxTokens;
    private final Borders borders;
    private final List<TextRange> parts = new ArrayList<>();
    private int start;
    private int end;
    private long tokens;

    private TextSplitter(String text, long maxTokens, Locale locale) {
        this.text = text;
        this.maxTokens = maxTokens;
        this.borders = new Borders(text, locale);
    }

    /**
     * Splits.
     *
     * @param maxTokens the size of a part by {@link TokenEstimate}, at least 1
     * @param locale whose rules for sentences and words apply
     * @return at least one part; one empty part for the empty text
     */
    static List<TextRange> split(String text, long maxTokens, Locale locale) {
        TextRange whole = new TextRange(0, text.length());
        long tokens = TokenEstimate.of(text);
        if (tokens <= maxTokens) {
            return List.of(whole);
        }
        TextSplitter splitter = new TextSplitter(text, even(tokens, maxTokens), locale);
        splitter.add(whole, 0);
        splitter.flush();
        return List.copyOf(splitter.parts);
    }

    /** A little less than the most, so that the last part is not a mere remainder. */
    private static long even(long tokens, long maxTokens) {
        long parts = (tokens + maxTokens - 1) / maxTokens;
        long slack = maxTokens / 8;
        return Math.min(maxTokens, (tokens + parts - 1) / parts + slack);
    }

    private void add(TextRange piece, int level) {
        long size = TokenEstimate.of(text, piece.start(), piece.end());
        if (tokens + size <= maxTokens) {
            take(piece, size);
        } else if (size <= maxTokens || level > Borders.GRAPHEMES) {
            flush();
            take(piece, size);
        } else {
            borders.cut(piece, level).forEach(smaller -> add(smaller, level + 1));
        }
    }

    private void take(TextRange piece, long size) {
        end = piece.end();
        tokens += size;
    }

    private void flush() {
        if (end > start) {
            parts.add(new TextRange(start, end));
        }
        start = end;
        tokens = 0;
    }
}
