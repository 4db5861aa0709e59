package dev.cocoonsdk.provider.internal.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language that a text is most likely written in, from its script and its commonest words. A guess that says when it is
 * not sure: it decides only between sentence rules, and whether a wish for another language is refused.
 *
 * @param code ISO 639-1, or {@code und}
 * @param sure whether the text leaves little doubt
 */
record Language(String code, boolean sure) {

    static final Language UNKNOWN = new Language("und", false);

    private static final int SAMPLE = 20_000;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");
    private static final Map<String, Set<String>> COMMON = Map.ofEntries(
            entry("en", "the of and to in is that it was for on are with as be this by have from at not"),
            entry("de", "der die das und ist nicht ein eine zu den mit von auf für dem sich des im auch wird werden"),
            entry("fr", "le la les des et est une dans que qui pour sur pas du au avec ce il sont par plus"),
            entry("es", "el la los las de y que en es un una por con para no se del al como más su lo"),
            entry("it", "il di che la e non è per un una del della sono gli con si le da nel più anche"),
            entry("pt", "o a os as de e que em é um uma não para com do da no na por mais se dos"),
            entry("nl", "de het een en van is dat niet in op te zijn met voor die er aan ook wordt bij"),
            entry("pl", "i w nie na się jest to z że do jak o co po ale przez dla od są tym"),
            entry("sv", "och att det som en på är av för med den till inte har om ett jag var"),
            entry("cs", "a se v na je že to s z do o i jsou ale jako za by pro který už"),
            entry("tr", "ve bir bu da de için ile olarak çok daha gibi ne var olan kadar ama sonra"),
            entry("ru", "и в не на что с по как это к но из у за от для так же был он"),
            entry("uk", "і в не на що з до як це та у за від для про але є він його"),
            entry("bg", "и на в да се за от не с е по са като че това със"));

    private static Map.Entry<String, Set<String>> entry(String code, String words) {
        return Map.entry(code, Set.copyOf(List.of(words.split(" "))));
    }

    /** The language of a text. */
    static Language of(String text) {
        String sample = text.length() <= SAMPLE ? text : text.substring(0, SAMPLE);
        Map<Character.UnicodeScript, Integer> scripts = new HashMap<>();
        sample.codePoints()
                .filter(Character::isLetter)
                .forEach(c -> scripts.merge(Character.UnicodeScript.of(c), 1, Integer::sum));
        int letters = scripts.values().stream().mapToInt(Integer::intValue).sum();
        if (letters == 0) {
            return UNKNOWN;
        }
        int kana = scripts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
                + scripts.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
        Character.UnicodeScript main = scripts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        boolean sure = letters >= 20;
        return switch (main) {
            case LATIN -> byWords(sample, List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "cs", "tr"));
            case CYRILLIC -> byWords(sample, List.of("ru", "uk", "bg"));
            case HIRAGANA, KATAKANA -> new Language("ja", sure);
            case HAN -> new Language(kana * 10 > letters ? "ja" : "zh", sure);
            case HANGUL -> new Language("ko", sure);
            case HEBREW -> new Language("he", sure);
            case GREEK -> new Language("el", sure);
            case THAI -> new Language("th", sure);
            case ARABIC -> arabic(sample);
            case DEVANAGARI -> new Language("hi", false);
            default -> UNKNOWN;
        };
    }

    private static Language arabic(String text) {
        boolean persianLetters = text.chars().anyMatch(c -> "پچژگیکٹڈںے".indexOf(c) >= 0);
        return persianLetters ? new Language("fa", false) : new Language("ar", text.length() >= 40);
    }

    private static Language byWords(String text, List<String> candidates) {
        Map<String, Integer> hits = new HashMap<>();
        int words = 0;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words++;
            String word = matcher.group().toLowerCase(Locale.ROOT);
            for (String candidate : candidates) {
                if (COMMON.getOrDefault(candidate, Set.of()).contains(word)) {
                    hits.merge(candidate, 1, Integer::sum);
                }
            }
        }
        String best = "und";
        int first = 0;
        int second = 0;
        for (String candidate : candidates) {
            int count = hits.getOrDefault(candidate, 0);
            if (count > first) {
                second = first;
                first = count;
                best = candidate;
            } else if (count > second) {
                second = count;
            }
        }
        boolean sure = words >= 12 && first * 8 >= words && first >= second + 2;
        return first == 0 ? UNKNOWN : new Language(best, sure);
    }

    /** The locale whose sentence and word rules fit. */
    Locale locale() {
        return code.equals("und") ? Locale.ROOT : Locale.forLanguageTag(code);
    }

    /** Whether words are written without spaces between them. */
    boolean unspaced() {
        return code.equals("zh") || code.equals("ja") || code.equals("th");
    }
}
