package dev.tickbird.benchmarks.bloat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One relation: what a rebuild gave back and what was said before it. Shares are percent of its pages.
 *
 * @param pages before the rebuild
 * @param truth what the rebuild gave back, 0 where it gave nothing
 * @param model what the rule says; null where it refuses
 * @param refusal why it refuses; null where it does not
 * @param others what others say, 0 where they say less; those that say nothing are not in it
 */
record Measurement(
        Kind kind,
        String name,
        long pages,
        double truth,
        @Nullable Double model,
        @Nullable String refusal,
        Map<Method, Double> others) {
    Measurement {
        others = Map.copyOf(others);
    }

    /** What is estimated by a model of its own. */
    enum Kind {
        HEAP("bloat.table", "Heaps"),
        BTREE("bloat.index", "B-trees");

        private final String rule;
        private final String title;

        Kind(String rule, String title) {
            this.rule = rule;
            this.title = title;
        }

        String rule() {
            return rule;
        }

        String title() {
            return title;
        }
    }

    /** In percentage points; only where the model answers. */
    double error() {
        if (model == null) {
            throw new IllegalStateException(name + " has no estimate");
        }
        return Math.abs(model - truth);
    }

    /** In percentage points; only where that method answers. */
    double error(Method method) {
        Double said = others.get(method);
        if (said == null) {
            throw new IllegalStateException(method.title() + " says nothing of " + name);
        }
        return Math.abs(said - truth);
    }

    /** What of {@code before} a rebuild to {@code after} gave back; a rebuild that needs more gave nothing. */
    static double freed(long before, long after) {
        return before == 0 ? 0 : Math.max(0, 100.0 * (before - after) / before);
    }
}
