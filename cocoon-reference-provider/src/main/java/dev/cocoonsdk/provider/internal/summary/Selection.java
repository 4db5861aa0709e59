package dev.cocoonsdk.provider.internal.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses passages one by one until the length is reached: the best score, more what it newly covers of the input (facility
 * location, Lin and Bilmes 2011), less what repeats a passage that is taken already (maximal marginal relevance, Carbonell and
 * Goldstein 1998).
 */
final class Selection {

    private static final double COVERAGE = 1.0;
    private static final double COVERAGE_WITH_FOCUS = 0.2;
    private static final double REPETITION = 1.1;
    private static final double RELATED = 0.35;
    private static final double SAME = 0.86;
    private static final double DANGLING = 0.3;
    private static final double NEW_SECTION = 0.08;
    private static final double NEW_BLOCK = 0.06;

    private final List<Passage> passages;
    private final double[] score;
    private final float[][] between;
    private final float[] covered;
    private final double coverage;
    private final List<Integer> taken = new ArrayList<>();

    private Selection(List<Passage> passages, double[] score, float[][] between, boolean focused) {
        this.passages = passages;
        this.score = score;
        this.between = between;
        this.covered = new float[passages.size()];
        double most = 1e-9;
        for (int i = 0; i < covered.length; i++) {
            most = Math.max(most, newlyCovered(i));
        }
        this.coverage = (focused ? COVERAGE_WITH_FOCUS : COVERAGE) / most;
    }

    /**
     * The passages to take, in the order of the input.
     *
     * @param focused whether the score prefers what answers a question, so that the rest need not be covered
     */
    static List<Passage> of(List<Passage> passages, double[] score, float[][] between, boolean focused, Length length) {
        Selection selection = new Selection(passages, score, between, focused);
        int room = length.limit();
        while (room > 0) {
            int best = selection.best(length, room);
            if (best < 0) {
                break;
            }
            selection.take(best);
            room -= length.cost(passages.get(best).text());
        }
        return selection.taken.stream().sorted().map(passages::get).toList();
    }

    private void take(int i) {
        taken.add(i);
        for (int j = 0; j < covered.length; j++) {
            covered[j] = Math.max(covered[j], between[i][j]);
        }
    }

    private int best(Length length, int room) {
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < passages.size(); i++) {
            if (taken.contains(i) || length.cost(passages.get(i).text()) > room || repeats(i)) {
                continue;
            }
            double value = value(i);
            if (value > bestValue) {
                best = i;
                bestValue = value;
            }
        }
        return best;
    }

    private boolean repeats(int i) {
        return taken.stream().anyMatch(t -> between[i][t] > SAME);
    }

    private double value(int i) {
        double nearest = taken.stream().mapToDouble(t -> between[i][t]).max().orElse(0);
        Passage passage = passages.get(i);
        boolean alone = passage.dangling() && !taken.contains(i - 1);
        boolean newSection = taken.stream().noneMatch(t -> passages.get(t).section() == passage.section());
        boolean newBlock = taken.stream().noneMatch(t -> passages.get(t).block() == passage.block());
        return score[i]
                + coverage * newlyCovered(i)
                - REPETITION * Math.max(0, nearest - RELATED)
                - (alone ? DANGLING : 0)
                + (newBlock ? NEW_BLOCK : 0)
                + (newSection ? NEW_SECTION : 0);
    }

    private double newlyCovered(int i) {
        double sum = 0;
        for (int j = 0; j < covered.length; j++) {
            sum += Math.max(0, between[i][j] - covered[j]);
        }
        return sum;
    }
}
