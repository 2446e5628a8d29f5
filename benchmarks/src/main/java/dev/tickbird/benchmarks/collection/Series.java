package dev.tickbird.benchmarks.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Repetitions of one measurement, in milliseconds. */
final class Series {
    private final List<Double> millis = new ArrayList<>();

    void add(double value) {
        millis.add(value);
    }

    double at(int repetition) {
        return millis.get(repetition);
    }

    int size() {
        return millis.size();
    }

    double minimum() {
        return millis.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double maximum() {
        return millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    double median() {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Repetition by repetition: what several measurements cost together. */
    static Series sum(List<Series> parts) {
        Series sum = new Series();
        for (int i = 0; i < parts.getFirst().size(); i++) {
            int repetition = i;
            sum.add(parts.stream().mapToDouble(part -> part.at(repetition)).sum());
        }
        return sum;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", minimum(), median(), maximum());
    }
}
