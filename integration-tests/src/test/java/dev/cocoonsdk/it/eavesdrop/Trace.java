package dev.cocoonsdk.it.eavesdrop;

import java.util.Arrays;
import java.util.List;

/**
 * What somebody on the broker sees of one call.
 *
 * @param requestBytes size of the sealed request
 * @param recordBytes sizes of the answer's records, in their order
 * @param recordMicros when each of them came, since the request
 * @param promptTokens prompt tokens of the final info
 * @param completionTokens completion tokens of the final info
 */
record Trace(
        int requestBytes,
        List<Integer> recordBytes,
        List<Long> recordMicros,
        long promptTokens,
        long completionTokens) {

    private static final int FIRST_RECORDS = 24;
    private static final int QUANTILES = 9;

    Trace {
        recordBytes = List.copyOf(recordBytes);
        recordMicros = List.copyOf(recordMicros);
    }

    /** The numbers that a classifier looks at; the same count for every trace. */
    double[] features() {
        double[] sizes = recordBytes.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double[] gaps = gaps();
        Arrays.sort(gaps);
        double[] features = new double[8 + FIRST_RECORDS + 2 * QUANTILES];
        int at = 0;
        features[at++] = requestBytes;
        features[at++] = sizes.length;
        features[at++] = Arrays.stream(sizes).sum();
        features[at++] = Arrays.stream(sizes).average().orElse(0);
        features[at++] = deviation(sizes);
        features[at++] = promptTokens;
        features[at++] = completionTokens;
        features[at++] = gaps.length == 0 ? 0 : recordMicros.get(recordMicros.size() - 1) - recordMicros.get(0);
        for (int i = 0; i < FIRST_RECORDS; i++) {
            features[at++] = i < sizes.length ? sizes[i] : 0;
        }
        for (int i = 1; i <= QUANTILES; i++) {
            features[at++] = quantile(sorted, i);
            features[at++] = quantile(gaps, i);
        }
        return features;
    }

    private double[] gaps() {
        double[] gaps = new double[Math.max(0, recordMicros.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = recordMicros.get(i + 1) - recordMicros.get(i);
        }
        return gaps;
    }

    private static double quantile(double[] sorted, int tenth) {
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * tenth / (QUANTILES + 1)];
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
    }
}
