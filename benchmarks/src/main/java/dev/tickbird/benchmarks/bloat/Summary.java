package dev.tickbird.benchmarks.bloat;

import java.util.stream.DoubleStream;

/** Absolute errors of many relations, in percentage points. */
record Summary(int count, double mean, double p90, double worst) {
    /** @param errors none: all figures are 0 */
    static Summary of(DoubleStream errors) {
        double[] sorted = errors.sorted().toArray();
        if (sorted.length == 0) {
            return new Summary(0, 0, 0, 0);
        }
        int rank = (int) Math.ceil(0.9 * sorted.length);
        return new Summary(
                sorted.length,
                DoubleStream.of(sorted).average().orElseThrow(),
                sorted[rank - 1],
                sorted[sorted.length - 1]);
    }
}
