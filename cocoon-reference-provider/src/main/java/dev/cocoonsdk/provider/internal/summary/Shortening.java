package dev.cocoonsdk.provider.internal.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes one sentence shorter without rewording it: leaves out asides, then clauses at its end, at last words. */
final class Shortening {

    private static final Pattern ASIDE = Pattern.compile("\\s?[(（][^()（）]{1,200}[)）]|\\s[–—][^–—]{1,200}[–—](?=\\s)");
    private static final Pattern CLAUSE = Pattern.compile("[,;:，；：、]\\s?|\\s[–—]\\s");

    private Shortening() {}

    /** The sentence with at most {@code words} words, ended by "…" if words had to go. */
    static String toWords(String sentence, int words) {
        if (Words.count(sentence) <= words) {
            return sentence;
        }
        String lean = ASIDE.matcher(sentence).replaceAll("");
        if (Words.count(lean) <= words) {
            return lean;
        }
        String clauses = clauses(lean, words);
        return clauses.isEmpty() ? cut(lean, words) : clauses + "…";
    }

    /** A line for a headline: no aside, no full stop. */
    static String headline(String sentence, int words) {
        return SentenceEnds.withoutFullStop(toWords(sentence, words));
    }

    /** Whole clauses from the start, if they fill at least half of what is allowed. */
    private static String clauses(String sentence, int words) {
        List<Integer> ends = new ArrayList<>();
        CLAUSE.matcher(sentence).results().forEach(match -> ends.add(match.start()));
        for (int i = ends.size() - 1; i >= 0; i--) {
            String start = sentence.substring(0, ends.get(i));
            int count = Words.count(start);
            if (count <= words && count * 2 >= words) {
                return start;
            }
        }
        return "";
    }

    private static String cut(String sentence, int words) {
        int low = 0;
        int high = sentence.length();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Words.count(sentence.substring(0, middle)) <= words) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        String start = sentence.substring(0, low);
        int space = start.lastIndexOf(' ');
        boolean insideWord = low < sentence.length()
                && space > 0
                && !Words.isIdeograph(sentence.codePointAt(low))
                && Character.isLetterOrDigit(sentence.charAt(low));
        return (insideWord ? start.substring(0, space) : start).stripTrailing() + "…";
    }
}
