package dev.cocoonsdk.provider.internal.summary;

import dev.cocoonsdk.provider.internal.summary.Blocks.Block;
import dev.cocoonsdk.provider.internal.summary.Blocks.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a text into sentences; leaves out what no reader wants in a summary. */
final class TextReader {

    private static final Pattern BOILERPLATE = Pattern.compile(
            "(?i)(?:\\ball rights reserved\\b|^(?:©|\\(c\\)|copyright\\b)|\\b(?:cookie|privacy) (?:policy|notice|settings)\\b"
                    + "|\\bwe use cookies\\b|^(?:subscribe|sign up|log ?in|register|share this|follow us|read more|read also"
                    + "|related (?:articles|stories)|advertisement|click here|download (?:the|our) app|photo(?:graph)?: "
                    + "|image: |source: |table of contents|back to top|skip to)\\b.{0,80}$"
                    + "|\\bsubscribe (?:to|now)\\b.*\\b(?:newsletter|updates|inbox)\\b|\\bterms of (?:use|service)\\b"
                    + "|\\balle rechte vorbehalten\\b|\\btous droits réservés\\b|\\bвсе права защищены\\b)");
    private static final Pattern LICENCE =
            Pattern.compile("(?i)\\b(?:licen[cs]ed? under|licen[cs]e)\\b.*\\b(?:apache|mit|bsd|gpl|mozilla)\\b");
    private static final Pattern DANGLING = Pattern.compile(
            "(?i)^(?:this|that|these|those|he|she|it|they|him|her|his|its|their|such|but|however|therefore|thus|hence|so|and|also|then|still|yet"
                    + "|instead|meanwhile|moreover|furthermore|nevertheless|otherwise|for example|for instance|as a result"
                    + "|in addition|in contrast|on the other hand|both|neither|another|the latter|the former|one of them"
                    + "|er|sie|es|sein|seine|ihr|ihre|dies|diese[rsmn]?|das|aber|doch|jedoch|deshalb|daher|trotzdem|außerdem|dennoch|auch"
                    + "|il|elle|ils|elles|cela|ceci|mais|cependant|donc|ainsi|pourtant|este|esta|esto|pero|sin embargo|además"
                    + "|это|этот|эта|эти|он|она|они|но|однако|поэтому|также|кроме того|при этом)(?![\\p{L}\\p{N}'’-])");
    private static final Pattern PRONOUN = Pattern.compile(
            "(?i)\\b(?:he|she|it|they|him|them|er|ils?|elles?)\\b|(?iu)(?<!\\p{L})(?:он|она|они|его|её)(?!\\p{L})");
    private static final Pattern COMMAND =
            Pattern.compile("^(?:\\$|>|#!|sudo |git |mvn |npm |pip |curl |docker |\\./)");
    private static final double SHORT_OF_LETTERS = 0.55;
    private static final Pattern PERIPHERAL = Pattern.compile(
            "(?i)\\b(?:licen[cs]e|contribut|changelog|acknowledg|credits|references|see also|install|build|usage|examples?"
                    + "|getting started|requirements|faq|contact|table of contents|further reading)");
    private static final int LONGEST_PHRASE = 400;
    private static final String QUOTES = "\"“”„«»‘’";

    private final Language language;
    private final boolean keepLines;
    private final List<Passage> passages = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final SentenceSplitter splitter;
    private String title = "";
    private boolean peripheral;

    private TextReader(Language language, boolean keepLines) {
        this.language = language;
        this.keepLines = keepLines;
        this.splitter = new SentenceSplitter(language);
    }

    /** Reads a text or a Markdown document. */
    static Material text(String text) {
        List<Block> blocks = Blocks.of(text);
        String prose = blocks.stream().map(Block::text).collect(Collectors.joining("\n"));
        TextReader reader = new TextReader(Language.of(prose), false);
        return reader.read(blocks);
    }

    /** Reads summaries of parts: each line is a passage of its own, so that "Ada: …" keeps its name. */
    static Material summaries(String text) {
        Language language = Language.of(text);
        TextReader reader = new TextReader(language, true);
        List<Block> blocks = text.lines()
                .map(line -> InlineText.plain(line.replaceFirst("^\\s*- ", "")))
                .filter(line -> !line.isEmpty())
                .map(line -> new Block(Kind.ITEM, 0, line))
                .toList();
        return reader.read(blocks);
    }

    private Material read(List<Block> blocks) {
        int section = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.kind() == Kind.HEADING) {
                title = title.isEmpty() && passages.isEmpty() ? block.text() : title;
                section++;
                peripheral = PERIPHERAL.matcher(block.text()).find() && block.level() > 1;
            } else {
                read(block, i, section);
            }
        }
        if (passages.isEmpty()) {
            blocks.forEach(block -> addAnything(block.text()));
        }
        return new Material(passages, title, language, language.unspaced() ? "" : " ");
    }

    private void read(Block block, int number, int section) {
        boolean attributed =
                keepLines && ChatReader.ATTRIBUTED.matcher(block.text()).find();
        List<String> sentences = attributed ? List.of(block.text()) : splitter.split(block.text());
        boolean first = true;
        for (String sentence : sentences) {
            if (isWorthReading(sentence) && seen.add(sentence.toLowerCase(Locale.ROOT))) {
                passages.add(new Passage(
                        sentence, sentence, number, first, section, prior(sentence, block.kind()), dangles(sentence)));
            }
            first = false;
        }
    }

    private void addAnything(String text) {
        for (String sentence : splitter.split(text)) {
            passages.add(new Passage(sentence, sentence, passages.size(), true, 0, 0, false));
        }
    }

    private boolean isWorthReading(String sentence) {
        long letters = sentence.codePoints().filter(Character::isLetter).count();
        long visible =
                sentence.codePoints().filter(c -> !Character.isWhitespace(c)).count();
        return Words.count(sentence) >= 4
                && letters >= visible * SHORT_OF_LETTERS
                && !COMMAND.matcher(sentence).find()
                && !(sentence.length() <= LONGEST_PHRASE
                        && BOILERPLATE.matcher(sentence).find())
                && !SentenceEnds.isColon(sentence);
    }

    private double prior(String sentence, Kind kind) {
        double prior = peripheral ? -0.25 : 0;
        if (namesTitle(sentence)) {
            prior += 0.2;
        }
        if (sentence.contains("://") || sentence.contains("www.")) {
            prior -= 0.25;
        }
        if (kind == Kind.ITEM && !keepLines) {
            prior -= 0.08;
        }
        if (SentenceEnds.isQuestion(sentence)) {
            prior -= 0.3;
        }
        if (sentence.length() <= LONGEST_PHRASE && LICENCE.matcher(sentence).find()) {
            prior -= 0.3;
        }
        if (QUOTES.indexOf(sentence.charAt(0)) >= 0 || QUOTES.indexOf(sentence.charAt(sentence.length() - 1)) >= 0) {
            prior -= 0.3;
        }
        if (PRONOUN.matcher(sentence).find()) {
            prior -= 0.15;
        }
        if (sentence.chars().anyMatch(Character::isDigit)) {
            prior += 0.08;
        }
        if (Character.isLowerCase(sentence.codePointAt(0)) || !SentenceEnds.isFinal(sentence)) {
            prior -= 0.15;
        }
        return prior + length(Words.count(sentence));
    }

    /** "Tidewatch is …" under the title "Tidewatch" says what the document is about. */
    private boolean namesTitle(String sentence) {
        List<String> titleWords = Words.terms(title);
        List<String> words = Words.terms(sentence.length() > 80 ? sentence.substring(0, 80) : sentence);
        return !titleWords.isEmpty()
                && titleWords.size() <= 5
                && words.subList(0, Math.min(3, words.size())).contains(titleWords.get(0));
    }

    /** Eight to 26 words are best; very short ones say little, very long ones too much. */
    private static double length(int words) {
        if (words < 8) {
            return -0.09 * (8 - words);
        }
        return words <= 26 ? 0 : -Math.min(0.6, 0.025 * (words - 26));
    }

    static boolean dangles(String sentence) {
        return DANGLING.matcher(sentence).find();
    }
}
