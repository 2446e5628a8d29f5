package dev.tickbird.benchmarks.harm;

import java.util.Arrays;
import java.util.List;

/** How long the application's transactions took, in microseconds, sorted. */
record Latencies(List<Long> sorted) {
    private static final double MICROS = 1000;

    Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    static Latencies of(List<Transaction> transactions, long fromMicros, long toMicros) {
        return new Latencies(transactions.stream()
                .filter(each -> each.endMicros() >= fromMicros && each.startMicros() <= toMicros)
                .map(Transaction::latencyMicros)
                .toList());
    }

    /** All of several runs as one. */
    static Latencies together(List<Latencies> runs) {
        return new Latencies(runs.stream().flatMap(run -> run.sorted().stream()).toList());
    }

    int count() {
        return sorted.size();
    }

    /** In milliseconds; NaN without a transaction. */
    double percentile(double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))) / MICROS;
    }

    /** In milliseconds. */
    double longest() {
        return sorted.isEmpty() ? Double.NaN : sorted.getLast() / MICROS;
    }

    static double median(double... values) {
        double[] ordered = Arrays.stream(values).sorted().toArray();
        int half = ordered.length / 2;
        return ordered.length % 2 == 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
    }
}
