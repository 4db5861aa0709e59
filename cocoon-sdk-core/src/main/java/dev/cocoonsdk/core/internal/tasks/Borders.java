package dev.cocoonsdk.core.internal.tasks;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places where a text may be cut, from coarse to fine: paragraphs, lines, sentences, words, graphemes. No cut is ever inside
 * a grapheme (UAX 29 extended grapheme cluster), hence none inside a surrogate pair.
 */
final class Borders {

    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R[\\h]*\\R(?:[\\h]*\\R)*");
    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    /** Finest level. */
    static final int GRAPHEMES = 4;

    private final String text;
    private final Locale locale;
    private final BitSet graphemes;

    Borders(String text, Locale locale) {
        this.text = text;
        this.locale = locale;
        this.graphemes = new BitSet(text.length() + 1);
        Matcher matcher = GRAPHEME.matcher(text);
        while (matcher.find()) {
            graphemes.set(matcher.end());
        }
    }

    /** The stretch cut at every border of the level: at least one piece, none empty, in order, without gaps. */
    List<TextRange> cut(TextRange range, int level) {
        return switch (level) {
            case 0 -> cutAfter(range, PARAGRAPH_END);
            case 1 -> cutAfter(range, LINE_END);
            case 2 -> cut(range, () -> BreakIterator.getSentenceInstance(locale));
            case 3 -> cut(range, () -> BreakIterator.getWordInstance(locale));
            default -> cutGraphemes(range);
        };
    }

    private List<TextRange> cutAfter(TextRange range, Pattern end) {
        Matcher matcher = end.matcher(text).region(range.start(), range.end());
        Cutter cutter = new Cutter(range);
        while (matcher.find()) {
            cutter.cutAt(matcher.end());
        }
        return cutter.finish();
    }

    private List<TextRange> cut(TextRange range, Supplier<BreakIterator> factory) {
        BreakIterator iterator = factory.get();
        iterator.setText(range.of(text));
        Cutter cutter = new Cutter(range);
        for (int at = iterator.next(); at != BreakIterator.DONE; at = iterator.next()) {
            cutter.cutAt(range.start() + at);
        }
        return cutter.finish();
    }

    private List<TextRange> cutGraphemes(TextRange range) {
        Cutter cutter = new Cutter(range);
        for (int at = graphemes.nextSetBit(range.start() + 1); at >= 0 && at < range.end(); ) {
            cutter.cutAt(at);
            at = graphemes.nextSetBit(at + 1);
        }
        return cutter.finish();
    }

    private final class Cutter {
        private final TextRange range;
        private final List<TextRange> pieces = new ArrayList<>();
        private int start;

        Cutter(TextRange range) {
            this.range = range;
            this.start = range.start();
        }

        void cutAt(int at) {
            if (at > start && at < range.end() && graphemes.get(at)) {
                pieces.add(new TextRange(start, at));
                start = at;
            }
        }

        List<TextRange> finish() {
            pieces.add(new TextRange(start, range.end()));
            return pieces;
        }
    }
}
