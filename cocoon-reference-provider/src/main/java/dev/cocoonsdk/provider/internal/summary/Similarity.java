package dev.cocoonsdk.provider.internal.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How alike passages are, from 0 to 1: the cosine of the model's vectors, mixed with the cosine of their weighted words. Words
 * count little in English, which the model knows, and much in other languages, which it does not.
 */
final class Similarity {

    private static final double WORDS_IN_ENGLISH = 0.25;
    private static final double WORDS_ELSEWHERE = 0.7;

    private final List<float[]> vectors;
    private final List<Map<Integer, Double>> words;
    private final Map<String, Integer> ids = new HashMap<>();
    private final double[] rarity;
    private final double weightOfWords;

    /**
     * @param texts what to compare
     * @param vectors of length 1, one for each text
     */
    Similarity(List<String> texts, List<float[]> vectors, Language language) {
        this.vectors = vectors;
        this.weightOfWords = language.code().equals("en") ? WORDS_IN_ENGLISH : WORDS_ELSEWHERE;
        List<List<String>> terms = texts.stream().map(Words::terms).toList();
        Map<Integer, Integer> occurrences = new HashMap<>();
        for (List<String> list : terms) {
            for (String term : new HashSet<>(list)) {
                occurrences.merge(ids.computeIfAbsent(term, t -> ids.size()), 1, Integer::sum);
            }
        }
        rarity = new double[ids.size()];
        occurrences.forEach((id, count) -> rarity[id] = Math.log((texts.size() + 1.0) / (count + 0.5)));
        words = new ArrayList<>(terms.size());
        terms.forEach(list -> words.add(weighted(list)));
    }

    private Map<Integer, Double> weighted(List<String> terms) {
        Map<Integer, Double> weights = new HashMap<>();
        for (String term : terms) {
            Integer id = ids.get(term);
            if (id != null && rarity[id] > 0) {
                weights.merge(id, rarity[id], Double::sum);
            }
        }
        double square = weights.values().stream().mapToDouble(w -> w * w).sum();
        double scale = square == 0 ? 0 : 1 / Math.sqrt(square);
        weights.replaceAll((id, weight) -> weight * scale);
        return weights;
    }

    int size() {
        return vectors.size();
    }

    /** How alike two of the passages are. */
    double between(int a, int b) {
        return mixed(cosine(vectors.get(a), vectors.get(b)), cosine(words.get(a), words.get(b)));
    }

    /** How alike a passage and another text are. */
    double to(int a, String text, float[] vector) {
        return mixed(cosine(vectors.get(a), vector), cosine(words.get(a), weighted(Words.terms(text))));
    }

    /** How alike each passage and the whole are. */
    double[] toCentre() {
        float[] centre = new float[vectors.isEmpty() ? 0 : vectors.get(0).length];
        Map<Integer, Double> centralWords = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            for (int k = 0; k < centre.length; k++) {
                centre[k] += vector[k];
            }
            words.get(i).forEach((id, weight) -> centralWords.merge(id, weight, Double::sum));
        }
        double[] alike = new double[vectors.size()];
        double length = Math.sqrt(Math.max(1e-9, dot(centre, centre)));
        double wordLength = Math.sqrt(Math.max(
                1e-9, centralWords.values().stream().mapToDouble(w -> w * w).sum()));
        for (int i = 0; i < alike.length; i++) {
            alike[i] = mixed(dot(vectors.get(i), centre) / length, cosine(words.get(i), centralWords) / wordLength);
        }
        return alike;
    }

    private double mixed(double meaning, double wording) {
        return Math.max(0, (1 - weightOfWords) * meaning + weightOfWords * wording);
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b);
    }

    private static double dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double cosine(Map<Integer, Double> a, Map<Integer, Double> b) {
        Map<Integer, Double> small = a.size() <= b.size() ? a : b;
        Map<Integer, Double> large = small == a ? b : a;
        double sum = 0;
        for (Map.Entry<Integer, Double> entry : small.entrySet()) {
            Double other = large.get(entry.getKey());
            sum += other == null ? 0 : entry.getValue() * other;
        }
        return sum;
    }
}
