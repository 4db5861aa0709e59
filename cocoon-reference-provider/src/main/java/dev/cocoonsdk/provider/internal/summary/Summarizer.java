package dev.cocoonsdk.provider.internal.summary;

import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TaskFormatException;
import dev.cocoonsdk.core.task.TextLength;
import dev.cocoonsdk.provider.internal.summary.Ranking.Aim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes extractive summaries: chooses sentences (of a conversation: what people said) and prints them in the order of the
 * input, word for word but for mark-up. A pure function of its input and the vectors; thread-safe.
 */
public final class Summarizer {

    /** Vectors of length 1 for texts. */
    @FunctionalInterface
    public interface Vectors {
        /** One vector for each text. */
        List<float[]> of(List<String> texts);
    }

    /** Comparisons grow with the square; of more passages the most central are compared. */
    private static final int MOST_COMPARED = 1_500;

    private final Vectors vectors;

    /** A summariser that compares by these vectors. */
    public Summarizer(Vectors vectors) {
        this.vectors = vectors;
    }

    /**
     * The pieces of the summary; put together they are its text. The first has no separator before it, each other begins with
     * one.
     *
     * @throws SummaryException if the input holds nothing to summarise or the task asks for another language
     * @throws TaskFormatException if the input is said to be a conversation and is not
     */
    public List<String> summarize(SummarizeInstruction task, String input) {
        Material material = read(task.input(), input);
        if (material.passages().isEmpty()) {
            throw new SummaryException(SummaryException.Kind.NOTHING_TO_SUMMARIZE, "the input has no sentences");
        }
        requireLanguage(task, material.language());
        return Composition.of(
                task.style(), material, length(task, material), task.focus() != null, choose(task, material));
    }

    private static Material read(InputForm form, String input) {
        return switch (form) {
            case TEXT -> TextReader.text(input);
            case CHAT -> ChatReader.chat(ChatTranscript.parse(input));
            case SUMMARIES -> TextReader.summaries(input);
        };
    }

    private static void requireLanguage(SummarizeInstruction task, Language found) {
        if (task.language() == null || !found.sure()) {
            return;
        }
        String asked = task.language().toLocale().getLanguage();
        if (!asked.equals(found.code())) {
            throw new SummaryException(
                    SummaryException.Kind.OTHER_LANGUAGE,
                    "an extractive summary is in the language of its input (" + found.code() + "), not in " + asked);
        }
    }

    private static Length length(SummarizeInstruction task, Material material) {
        if (task.style() == SummaryStyle.HEADLINE) {
            boolean inWords = task.length() != null && task.length().unit() == TextLength.Unit.WORDS;
            return task.length() != null && inWords ? Length.of(task.length()) : Length.headline();
        }
        return task.length() != null
                ? Length.of(task.length())
                : Length.byDefault(material.passages().size());
    }

    private List<Passage> choose(SummarizeInstruction task, Material material) {
        List<String> texts = new ArrayList<>();
        material.passages().forEach(passage -> texts.add(passage.meaning()));
        boolean titled = !material.title().isEmpty();
        texts.add(titled ? material.title() : "-");
        texts.add(task.focus() != null ? task.focus() : "-");
        List<float[]> all = vectors.of(texts);
        int n = material.passages().size();
        Aim title = titled ? new Aim(material.title(), all.get(n)) : null;
        Aim focus = task.focus() == null ? null : new Aim(task.focus(), all.get(n + 1));
        return choose(task, material, all.subList(0, n), title, focus);
    }

    private static List<Passage> choose(
            SummarizeInstruction task,
            Material whole,
            List<float[]> vectors,
            @Nullable Aim title,
            @Nullable Aim focus) {
        Similarity all = similarity(whole, vectors);
        int[] kept = mostCentral(all);
        List<float[]> keptVectors = IntStream.of(kept).mapToObj(vectors::get).toList();
        Material material = kept.length == vectors.size()
                ? whole
                : new Material(
                        IntStream.of(kept).mapToObj(whole.passages()::get).toList(),
                        whole.title(),
                        whole.language(),
                        whole.separator());
        Similarity similarity = kept.length == vectors.size() ? all : similarity(material, keptVectors);
        float[][] between = matrix(similarity);
        double[] score = Ranking.of(material, similarity, between, title, focus);
        Length length = length(task, material);
        List<Passage> chosen = task.style() == SummaryStyle.HEADLINE
                ? Selection.of(material.passages(), score, between, focus != null, new Length(false, headlines(task)))
                : Selection.of(material.passages(), score, between, focus != null, length);
        return chosen.isEmpty()
                ? Selection.of(material.passages(), score, between, focus != null, new Length(false, 1))
                : chosen;
    }

    private static int headlines(SummarizeInstruction task) {
        boolean several = task.length() != null && task.length().unit() == TextLength.Unit.SENTENCES;
        return task.length() != null && several ? task.length().value() : 1;
    }

    private static Similarity similarity(Material material, List<float[]> vectors) {
        List<String> meanings =
                material.passages().stream().map(Passage::meaning).toList();
        return new Similarity(meanings, vectors, material.language());
    }

    private static int[] mostCentral(Similarity similarity) {
        int n = similarity.size();
        if (n <= MOST_COMPARED) {
            return IntStream.range(0, n).toArray();
        }
        double[] centre = similarity.toCentre();
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -centre[i]))
                .limit(MOST_COMPARED)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static float[][] matrix(Similarity similarity) {
        int n = similarity.size();
        float[][] between = new float[n][n];
        for (int i = 0; i < n; i++) {
            between[i][i] = 1;
            for (int j = i + 1; j < n; j++) {
                between[i][j] = (float) similarity.between(i, j);
                between[j][i] = between[i][j];
            }
        }
        return between;
    }
}
