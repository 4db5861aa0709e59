package dev.cocoonsdk.it.eavesdrop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Two small classifiers over {@link Trace#features()}: Gaussian naive Bayes and nearest neighbours. An eavesdropper would take whichever
 * is better, so {@link #accuracy} does.
 */
final class Classifier {

    private static final int NEIGHBOURS = 7;
    private static final double LEAST_VARIANCE = 1e-3;

    /** A trace whose topic is known. */
    record Labelled(Topic topic, Trace trace) {}

    private record Point(Topic topic, double[] features) {}

    private final double[] mean;
    private final double[] deviation;
    private final List<Point> known;
    private final Map<Topic, double[][]> moments = new EnumMap<>(Topic.class);

    private Classifier(List<Labelled> training) {
        List<double[]> raw =
                training.stream().map(example -> example.trace().features()).toList();
        this.mean = means(raw);
        this.deviation = deviations(raw, mean);
        this.known = training.stream()
                .map(example -> new Point(example.topic(), scaled(example.trace())))
                .toList();
        for (Topic topic : Topic.values()) {
            List<double[]> own = known.stream()
                    .filter(point -> point.topic() == topic)
                    .map(Point::features)
                    .toList();
            double[] center = means(own);
            moments.put(topic, new double[][] {center, deviations(own, center)});
        }
    }

    /** The share of {@code tests} that the better classifier, trained with {@code training}, gets right. */
    static double accuracy(List<Labelled> training, List<Labelled> tests) {
        Classifier classifier = new Classifier(training);
        int bayes = 0;
        int neighbours = 0;
        for (Labelled test : tests) {
            double[] features = classifier.scaled(test.trace());
            bayes += classifier.byBayes(features) == test.topic() ? 1 : 0;
            neighbours += classifier.byNeighbours(features) == test.topic() ? 1 : 0;
        }
        return Math.max(bayes, neighbours) / (double) tests.size();
    }

    private Topic byBayes(double[] features) {
        return moments.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> likelihood(entry.getValue(), features)))
                .orElseThrow()
                .getKey();
    }

    private static double likelihood(double[][] moments, double[] features) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            double variance = Math.max(moments[1][i] * moments[1][i], LEAST_VARIANCE);
            double distance = features[i] - moments[0][i];
            sum -= distance * distance / (2 * variance) + Math.log(variance) / 2;
        }
        return sum;
    }

    private Topic byNeighbours(double[] features) {
        List<Point> sorted = new ArrayList<>(known);
        sorted.sort(Comparator.comparingDouble(point -> distance(point.features(), features)));
        int[] votes = new int[Topic.values().length];
        sorted.subList(0, NEIGHBOURS).forEach(point -> votes[point.topic().ordinal()]++);
        int best = 0;
        for (int i = 1; i < votes.length; i++) {
            best = votes[i] > votes[best] ? i : best;
        }
        return Topic.values()[best];
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private double[] scaled(Trace trace) {
        double[] features = trace.features();
        for (int i = 0; i < features.length; i++) {
            features[i] = deviation[i] == 0 ? 0 : (features[i] - mean[i]) / deviation[i];
        }
        return features;
    }

    private static double[] means(List<double[]> rows) {
        double[] means = new double[rows.get(0).length];
        rows.forEach(row -> Arrays.setAll(means, i -> means[i] + row[i] / rows.size()));
        return means;
    }

    private static double[] deviations(List<double[]> rows, double[] means) {
        double[] squares = new double[means.length];
        rows.forEach(row ->
                Arrays.setAll(squares, i -> squares[i] + (row[i] - means[i]) * (row[i] - means[i]) / rows.size()));
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }
}
