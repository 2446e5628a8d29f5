package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.Baseline;

/**
 * What a relation has and what it would need if it were built anew.
 *
 * @param most whether it may need less
 * @param learnt whether the need rests on a baseline; else on a model of the column statistics
 */
record Estimate(double pages, double needed, boolean most, boolean learnt) {
    private static final int PAGE = 8192;

    static Estimate modelled(long bytes, double neededPages) {
        return new Estimate(bytes / (double) PAGE, neededPages, false, false);
    }

    static Estimate bounded(long bytes, double mostPages) {
        return new Estimate(bytes / (double) PAGE, mostPages, true, false);
    }

    /** @param reserve what it may take on top of its rows' share, as a factor */
    static Estimate learnt(long bytes, Baseline baseline, double rows, double reserve) {
        return new Estimate(
                bytes / (double) PAGE, Math.max(1, baseline.bytesPerRow() * rows * reserve / PAGE), reserve > 1, true);
    }

    double percent() {
        return pages <= 0 ? 0 : Math.max(0, 100 * (1 - needed / pages));
    }

    double bytes() {
        return Math.max(0, (pages - needed) * PAGE);
    }

    /** {@code about 40 %} or {@code at least 40 %}. */
    String share() {
        return (most ? "at least " : "about ") + Math.round(percent()) + " %";
    }

    /** A sentence that says what it rests on. */
    String basis() {
        return learnt
                ? "What it needs is what it took per row when it was built last."
                : "What it needs is computed from the statistics of its columns.";
    }
}
