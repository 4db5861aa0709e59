package dev.cocoonsdk.provider.internal.summary;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much each passage says about the whole: continuous LexRank (Erkan and Radev 2004, with a restart that prefers what the
 * reader asked for), nearness to the centre and to the title, then what position and form say.
 */
final class Ranking {

    private static final double DAMPING = 0.85;
    private static final int ROUNDS = 60;
    private static final double NEGLIGIBLE = 1e-7;
    private static final double NO_LINK = 0.08;
    private static final double BONUS_WITH_FOCUS = 0.3;

    /**
     * A question or title to compare with.
     *
     * @param text as written
     * @param vector of length 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Aim(String text, float[] vector) {}

    private Ranking() {}

    /** The score of each passage; greater is better, mostly between 0 and 2. */
    static double[] of(
            Material material, Similarity similarity, float[][] between, @Nullable Aim title, @Nullable Aim focus) {
        int n = similarity.size();
        double[] toFocus = focus == null ? new double[n] : alike(similarity, focus);
        double[] lexRank = scaled(lexRank(between, toFocus));
        double[] centre = scaled(similarity.toCentre());
        double[] toTitle = title == null ? new double[n] : scaled(alike(similarity, title));
        double[] score = new double[n];
        List<Passage> passages = material.passages();
        for (int i = 0; i < n; i++) {
            score[i] = 0.45 * lexRank[i]
                    + 0.3 * centre[i]
                    + 0.35 * toTitle[i]
                    + position(
                            passages, i, title != null || !material.separator().equals("\n"));
        }
        if (focus != null) {
            preferNear(score, toFocus);
        }
        for (int i = 0; i < n; i++) {
            double prior = passages.get(i).prior();
            score[i] += focus != null && prior > 0 ? BONUS_WITH_FOCUS * prior : prior;
        }
        return score;
    }

    private static void preferNear(double[] score, double[] toFocus) {
        double[] scaled = scaled(toFocus);
        for (int i = 0; i < score.length; i++) {
            score[i] = 0.35 * score[i] + 1.6 * scaled[i] * scaled[i];
        }
    }

    private static double[] alike(Similarity similarity, Aim aim) {
        double[] alike = new double[similarity.size()];
        for (int i = 0; i < alike.length; i++) {
            alike[i] = similarity.to(i, aim.text(), aim.vector());
        }
        return alike;
    }

    /** What authors put first matters most, both in a document and in a paragraph; in a conversation position says nothing. */
    private static double position(List<Passage> passages, int i, boolean document) {
        if (!document) {
            return 0;
        }
        double early = 0.45 * Math.exp(-i / Math.max(3.0, passages.size() * 0.1));
        return early + (passages.get(i).atStart() ? 0.06 : 0);
    }

    private static double[] lexRank(float[][] between, double[] preferred) {
        int n = between.length;
        double[] restart = new double[n];
        double total = Arrays.stream(preferred).sum();
        for (int i = 0; i < n; i++) {
            restart[i] = total > 0 ? preferred[i] / total : 1.0 / n;
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[i] += link(between, i, j);
            }
        }
        double[] rank = restart.clone();
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    next[j] += out[i] > 0 ? rank[i] * link(between, i, j) / out[i] : rank[i] / n;
                }
            }
            double change = 0;
            for (int j = 0; j < n; j++) {
                next[j] = (1 - DAMPING) * restart[j] + DAMPING * next[j];
                change += Math.abs(next[j] - rank[j]);
            }
            rank = next;
            if (change < NEGLIGIBLE) {
                break;
            }
        }
        return rank;
    }

    private static double link(float[][] between, int i, int j) {
        return i == j || between[i][j] < NO_LINK ? 0 : between[i][j];
    }

    /** To 0 … 1, least to greatest. */
    private static double[] scaled(double[] values) {
        double least = Arrays.stream(values).min().orElse(0);
        double greatest = Arrays.stream(values).max().orElse(0);
        double range = greatest - least;
        return Arrays.stream(values)
                .map(v -> range < 1e-12 ? 0.5 : (v - least) / range)
                .toArray();
    }
}
