package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.Baseline;
import java.util.Optional;

/**
 * What a relation has and what it would need if it were built anew.
 *
 * @param most whether it may need less
 * @param baseline what the need rests on; empty: on a model of the column statistics
 */
record Estimate(double pages, double needed, boolean most, Optional<Baseline> baseline) {
    private static final int PAGE = 8192;

    static Estimate modelled(long bytes, double neededPages) {
        return new Estimate(bytes / (double) PAGE, neededPages, false, Optional.empty());
    }

    static Estimate bounded(long bytes, double mostPages) {
        return new Estimate(bytes / (double) PAGE, mostPages, true, Optional.empty());
    }

    /** @param reserve what it may take on top of its rows' share, as a factor */
    static Estimate learnt(long bytes, Baseline baseline, double rows, double reserve) {
        return new Estimate(
                bytes / (double) PAGE,
                Math.max(1, baseline.bytesPerRow() * rows * reserve / PAGE),
                reserve > 1,
                Optional.of(baseline));
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
        return baseline.isPresent()
                ? "What it needs is what it took per row when it was built last."
                : "What it needs is computed from the statistics of its columns.";
    }
}
