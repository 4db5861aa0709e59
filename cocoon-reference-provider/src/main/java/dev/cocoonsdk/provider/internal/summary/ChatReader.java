package dev.cocoonsdk.provider.internal.summary;

import dev.cocoonsdk.core.task.ChatLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation into what people said: messages that one person sent in a row become one turn, noise is dropped, and a
 * short answer stays with what it answers ("Ada: Shall we meet at ten? — Ben: Eleven is better.").
 */
final class ChatReader {

    /** A passage that begins with who said it. */
    static final Pattern ATTRIBUTED = Pattern.compile("^[\\p{L}\\p{N}][^:\\n]{0,39}: \\S");

    private static final Duration SAME_BREATH = Duration.ofMinutes(4);
    private static final int LONGEST_TURN = 45;
    private static final int SHORT_ANSWER = 14;
    private static final int FIRST_ANSWER = 30;
    private static final int MOST_ANSWERS = 2;

    private final Language language;
    private final SentenceSplitter splitter;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, Turn> byId = new HashMap<>();

    private ChatReader(Language language) {
        this.language = language;
        this.splitter = new SentenceSplitter(language);
    }

    /** What one person said at one time. */
    private static final class Turn {
        final String author;
        final @Nullable Instant time;
        final boolean answer;
        final List<String> sentences = new ArrayList<>();
        final List<Turn> answers = new ArrayList<>();
        boolean absorbed;
        int echoes;

        Turn(String author, @Nullable Instant time, boolean answer) {
            this.author = author;
            this.time = time;
            this.answer = answer;
        }

        String text() {
            return String.join(" ", sentences);
        }

        /** A message often ends where the line ends: it gets its full stop unless the next one goes on in small letters. */
        void add(List<String> more, String fullStop) {
            int last = sentences.size() - 1;
            if (last >= 0 && !SentenceEnds.isMark(sentences.get(last))) {
                boolean goesOn = Character.isLowerCase(more.get(0).codePointAt(0));
                String first = goesOn ? sentences.remove(last) + " " + more.get(0) : more.get(0);
                if (!goesOn) {
                    sentences.set(last, sentences.get(last) + fullStop);
                }
                sentences.add(first);
                sentences.addAll(more.subList(1, more.size()));
            } else {
                sentences.addAll(more);
            }
        }

        void finish(String fullStop) {
            int last = sentences.size() - 1;
            if (!SentenceEnds.isMark(sentences.get(last))) {
                sentences.set(last, sentences.get(last) + fullStop);
            }
        }

        String attributed(String text) {
            return author.isBlank() ? text : author + ": " + text;
        }
    }

    static Material chat(List<ChatLine> lines) {
        String sample = lines.stream().map(ChatLine::text).collect(Collectors.joining("\n"));
        ChatReader reader = new ChatReader(Language.of(sample));
        lines.forEach(reader::add);
        return new Material(reader.passages(), "", reader.language, "\n");
    }

    private void add(ChatLine line) {
        Turn parent = line.replyTo() == null ? null : byId.get(line.replyTo());
        List<String> sentences = sentences(line.text());
        Turn turn;
        if (sentences.isEmpty()) {
            Turn echoed = parent != null ? parent : lastTurn();
            if (echoed != null && ChatNoise.agrees(line.text())) {
                echoed.echoes++;
            }
            turn = echoed;
        } else if (continues(line)) {
            turn = turns.get(turns.size() - 1);
            turn.add(sentences, fullStop());
        } else {
            turn = open(line, sentences, parent);
        }
        if (line.id() != null && turn != null) {
            byId.put(line.id(), turn);
        }
    }

    private Turn open(ChatLine line, List<String> sentences, @Nullable Turn replied) {
        Turn parent = replied != null ? replied : questionBefore(line.author());
        Turn turn = new Turn(InlineText.plain(line.author()), line.time(), parent != null);
        turn.add(sentences, fullStop());
        if (parent != null) {
            parent.echoes++;
            boolean room = !parent.absorbed && parent.answers.size() < MOST_ANSWERS;
            if (room && answers(turn, parent)) {
                parent.answers.add(turn);
                turn.absorbed = true;
            }
        }
        turns.add(turn);
        return turn;
    }

    /** Whether a turn reads best together with the question that it answers. */
    private static boolean answers(Turn turn, Turn question) {
        int longest = question.answers.isEmpty() ? FIRST_ANSWER : SHORT_ANSWER;
        return Words.count(turn.text()) <= longest && asks(question) && !SentenceEnds.isQuestion(turn.text());
    }

    private static boolean asks(Turn turn) {
        return turn.sentences.stream().anyMatch(SentenceEnds::isQuestion);
    }

    /** The turn before, if it asks something and somebody else asked it. */
    private @Nullable Turn questionBefore(String author) {
        Turn last = lastTurn();
        return last != null && SentenceEnds.isQuestion(last.text()) && !last.author.equals(author) ? last : null;
    }

    private @Nullable Turn lastTurn() {
        return turns.isEmpty() ? null : turns.get(turns.size() - 1);
    }

    private boolean continues(ChatLine line) {
        Turn last = lastTurn();
        if (last == null || line.replyTo() != null || !last.author.equals(InlineText.plain(line.author()))) {
            return false;
        }
        boolean soon = last.time == null
                || line.time() == null
                || Duration.between(last.time, line.time()).compareTo(SAME_BREATH) <= 0;
        return soon && Words.count(last.text()) + Words.count(line.text()) <= LONGEST_TURN;
    }

    private List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(text)) {
            for (String sentence : splitter.split(block.text())) {
                if (!ChatNoise.isNoise(sentence)) {
                    sentences.add(sentence);
                }
            }
        }
        return sentences;
    }

    private String fullStop() {
        return language.code().equals("zh") || language.code().equals("ja") ? "。" : ".";
    }

    private List<Passage> passages() {
        turns.forEach(turn -> turn.finish(fullStop()));
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (!turn.absorbed) {
                add(turn, i, passages);
            }
        }
        return passages;
    }

    private void add(Turn turn, int number, List<Passage> passages) {
        List<String> pieces = turn.answers.isEmpty() ? pieces(turn) : List.of(exchange(turn));
        String answers = turn.answers.stream()
                .map(answer -> " — " + answer.attributed(answer.text()))
                .collect(Collectors.joining());
        String meaning =
                turn.answers.stream().map(answer -> " " + answer.text()).collect(Collectors.joining());
        boolean first = true;
        for (String piece : pieces) {
            double prior = ChatNoise.weight(piece + meaning)
                    + Math.min(0.2, 0.07 * turn.echoes)
                    - (SentenceEnds.isQuestion(piece) && turn.answers.isEmpty() ? 0.45 : 0)
                    + length(Words.count(piece + meaning));
            passages.add(new Passage(
                    turn.attributed(piece) + answers,
                    piece + meaning,
                    number,
                    first,
                    0,
                    prior,
                    turn.answer || TextReader.dangles(piece)));
            first = false;
        }
    }

    /** What is answered: all of a short turn, the last sentence of a long one. */
    private static String exchange(Turn turn) {
        String last = turn.sentences.get(turn.sentences.size() - 1);
        return Words.count(turn.text()) <= LONGEST_TURN ? turn.text() : last;
    }

    private static List<String> pieces(Turn turn) {
        return Words.count(turn.text()) <= LONGEST_TURN ? List.of(turn.text()) : turn.sentences;
    }

    private static double length(int words) {
        return words < 6 ? -0.08 * (6 - words) : words <= 40 ? 0 : -Math.min(0.4, 0.01 * (words - 40));
    }
}
