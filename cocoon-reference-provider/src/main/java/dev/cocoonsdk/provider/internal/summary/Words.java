package dev.cocoonsdk.provider.internal.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of a text: runs of letters and digits; in Chinese and Japanese, where no space parts them, pairs of characters. */
final class Words {

    private Words() {}

    /** How many words; two Chinese or Japanese characters count as one. */
    static int count(String text) {
        int ideographs = 0;
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isIdeograph(c)) {
                ideographs++;
                inside = false;
            } else if (isWordCharacter(c)) {
                words += inside ? 0 : 1;
                inside = true;
            } else {
                inside = inside && joins(text, i, c);
            }
            i += Character.charCount(c);
        }
        return words + (ideographs + 1) / 2;
    }

    /** The words in lower case, for comparing texts. */
    static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int previous = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isIdeograph(c)) {
                flush(word, terms);
                if (previous >= 0) {
                    terms.add(new StringBuilder()
                            .appendCodePoint(previous)
                            .appendCodePoint(c)
                            .toString());
                }
                previous = c;
            } else {
                previous = -1;
                if (isWordCharacter(c) || (word.length() > 0 && joins(text, i, c))) {
                    word.appendCodePoint(c);
                } else {
                    flush(word, terms);
                }
            }
            i = next;
        }
        flush(word, terms);
        return terms;
    }

    private static void flush(StringBuilder word, List<String> terms) {
        if (word.length() > 0) {
            terms.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** An apostrophe, hyphen, point or comma within a word or a number. */
    private static boolean joins(String text, int at, int c) {
        if ("'’-.,_".indexOf(c) < 0 || at + 1 >= text.length() || at == 0) {
            return false;
        }
        int next = text.codePointAt(at + 1);
        boolean numeric = c == '.' || c == ',';
        return numeric
                ? Character.isDigit(next) && Character.isDigit(text.codePointBefore(at))
                : isWordCharacter(next) && !isIdeograph(next);
    }

    static boolean isIdeograph(int c) {
        if (c < 0x2e80) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static boolean isWordCharacter(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
