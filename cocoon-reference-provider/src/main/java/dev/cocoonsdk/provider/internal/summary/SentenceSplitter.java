package dev.cocoonsdk.provider.internal.summary;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a paragraph into sentences: the platform's rules for the language, then two repairs. It joins what the rules tear
 * apart (abbreviations, initials, ordinals, questions inside a sentence) and parts what they overlook (terminators of other
 * scripts, and those without a space behind them).
 */
final class SentenceSplitter {

    /** Followed by a name or number, so never the end of a sentence. */
    private static final Set<String> TITLES =
            words("mr mrs ms dr prof st sen rep gov gen col capt lt sgt rev hon messrs mt fig "
                    + "figs no nos vol vols pp ed eds ref refs sec ch approx ca cf vs dept univ e.g i.e al "
                    + "jan feb mar apr jun jul aug sep sept oct nov dec "
                    + "hr fr frl nr bzw z.b d.h u.a u.s.w s.o s.u vgl abs art abb bd hrsg dipl ing mio mrd str tel geb gest "
                    + "z b d h u i.d.r m mme mlle mm av env éd sr sra srta dña ud uds ee pág núm "
                    + "г гг ул им т.е т.к т.н т к н тыс млн млрд руб стр см рис табл акад проф доц св напр тел");

    /** Also words; abbreviations before a number only. */
    private static final Set<String> AMBIGUOUS = words("no art str fig sat sun mar m g");

    /** May end a sentence; does not if what follows begins with a small letter. */
    private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}\\p{N}][\\p{L}\\p{N}.]*)\\.[\"'”’»)\\]]*\\s*$");

    private static final Pattern ORDINAL = Pattern.compile("(?:^|[^\\p{L}\\p{N}.,])\\d{1,2}\\.\\s*$");
    private static final Pattern LIST_NUMBER = Pattern.compile("^\\s*\\(?(?:\\d{1,3}|\\p{L})[.)]\\s*$");
    private static final Pattern FOREIGN_END = Pattern.compile(
            "(?:[。！？｡।॥؟۔።]{1,8}[」』”’\"»）)\\]]{0,8})|(?:[.!?…]{1,8}[」』”’\"»）)\\]]{0,8}(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]))");
    private static final Set<String> STARTERS =
            words("the a an it he she we they this that these those in on at but and so if "
                    + "when there however after for as his her its our their der die das er sie es wir ein eine im am");
    private static final Set<String> ORDINAL_LANGUAGES =
            Set.of("de", "cs", "pl", "da", "no", "fi", "hu", "tr", "hr", "sr");

    /** How much of what stands before a possible border is looked at. */
    private static final int TAIL = 80;

    private final Language language;

    SentenceSplitter(Language language) {
        this.language = language;
    }

    private static Set<String> words(String spaced) {
        return Set.copyOf(List.of(spaced.split(" ")));
    }

    /** The sentences in order, trimmed, none empty. */
    List<String> split(String paragraph) {
        List<String> sentences = new ArrayList<>();
        for (String piece : byScript(paragraph)) {
            byRules(piece, sentences);
        }
        return sentences;
    }

    private static List<String> byScript(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = FOREIGN_END.matcher(text);
        int from = 0;
        while (matcher.find()) {
            pieces.add(text.substring(from, matcher.end()));
            from = matcher.end();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private void byRules(String text, List<String> sentences) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(language.locale());
        breaks.setText(text);
        StringBuilder open = new StringBuilder();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            String piece = text.substring(from, to);
            if (open.length() > 0 && !endsBetween(tail(open), piece)) {
                open.append(piece);
            } else {
                flush(open, sentences);
                open.append(piece);
            }
        }
        flush(open, sentences);
    }

    private static String tail(StringBuilder text) {
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    private static void flush(StringBuilder open, List<String> sentences) {
        String sentence = open.toString().strip();
        open.setLength(0);
        if (sentence.isEmpty()) {
            return;
        }
        boolean hasWord = sentence.codePoints().anyMatch(Character::isLetterOrDigit);
        if (!hasWord && !sentences.isEmpty()) {
            int last = sentences.size() - 1;
            sentences.set(last, sentences.get(last) + sentence);
        } else {
            sentences.add(sentence);
        }
    }

    private boolean endsBetween(String before, String after) {
        int next = firstLetterOrDigit(after);
        if (next < 0 || LIST_NUMBER.matcher(before).find()) {
            return false;
        }
        if (Character.isLowerCase(next)) {
            return false;
        }
        if (ORDINAL.matcher(before).find() && ORDINAL_LANGUAGES.contains(language.code())) {
            return false;
        }
        Matcher last = LAST_WORD.matcher(before);
        return !last.find() || !isAbbreviation(last.group(1), before.substring(0, last.start(1)), after);
    }

    private boolean isAbbreviation(String word, String before, String after) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (word.length() == 1 && Character.isUpperCase(word.charAt(0))) {
            boolean monsieur = word.equals("M") && language.code().equals("fr");
            return monsieur || isInitial(before, after);
        }
        if (TITLES.contains(lower)) {
            boolean ambiguous = AMBIGUOUS.contains(lower);
            return !ambiguous || Character.isDigit(firstLetterOrDigit(after));
        }
        boolean dotted = word.length() >= 3 && word.charAt(1) == '.';
        return dotted && !STARTERS.contains(firstWord(after));
    }

    /** "John F. Kennedy", but not "vitamin C. It". */
    private static boolean isInitial(String before, String after) {
        String trimmed = before.stripTrailing();
        int space = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\u00a0'));
        String previous = trimmed.substring(space + 1);
        boolean afterName = previous.isEmpty() || Character.isUpperCase(previous.codePointAt(0));
        return afterName && !STARTERS.contains(firstWord(after));
    }

    private static String firstWord(String text) {
        List<String> terms = Words.terms(text.length() > 60 ? text.substring(0, 60) : text);
        return terms.isEmpty() ? "" : terms.get(0);
    }

    private static int firstLetterOrDigit(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).findFirst().orElse(-1);
    }
}
