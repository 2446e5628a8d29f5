package dev.tickbird.benchmarks.bloat;

import org.jspecify.annotations.Nullable;

/**
 * One relation: what a rebuild gave back and what was said before it. Shares are percent of its pages.
 *
 * @param pages before the rebuild
 * @param truth what the rebuild gave back, 0 where it gave nothing
 * @param model what the rule says; null where it refuses
 * @param refusal why it refuses; null where it does not
 * @param contrib what pgstattuple or pgstatindex says
 */
record Measurement(
        Kind kind,
        String name,
        long pages,
        double truth,
        @Nullable Double model,
        @Nullable String refusal,
        double contrib) {
    /** What is estimated by a model of its own. */
    enum Kind {
        HEAP("bloat.table", "Heaps", "pgstattuple"),
        BTREE("bloat.index", "B-trees", "pgstatindex");

        private final String rule;
        private final String title;
        private final String contrib;

        Kind(String rule, String title, String contrib) {
            this.rule = rule;
            this.title = title;
            this.contrib = contrib;
        }

        String rule() {
            return rule;
        }

        String title() {
            return title;
        }

        String contrib() {
            return contrib;
        }
    }

    /** In percentage points; only where the model answers. */
    double error() {
        if (model == null) {
            throw new IllegalStateException(name + " has no estimate");
        }
        return Math.abs(model - truth);
    }

    double contribError() {
        return Math.abs(contrib - truth);
    }

    /** What of {@code before} a rebuild to {@code after} gave back; a rebuild that needs more gave nothing. */
    static double freed(long before, long after) {
        return before == 0 ? 0 : Math.max(0, 100.0 * (before - after) / before);
    }
}
