package dev.tickbird.analyzer.workload;

import dev.tickbird.schemas.common.Immutable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the statements of one database ask of its tables. Of bounded size; what is older than some days weighs less and less.
 *
 * @param since from when on it counts
 * @param until when it was added to last
 */
public record Workload(Instant since, Instant until, List<TableUse> uses) {
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final int MOST = 400;
    private static final double FORGOTTEN = 0.5;

    public Workload {
        Immutable.required(since, "since");
        Immutable.required(until, "until");
        uses = Immutable.list(uses);
    }

    public static Workload empty(Instant since) {
        return new Workload(since, since, List.of());
    }

    /** This and what statements asked until then. */
    public Workload and(List<TableUse> more, Instant at) {
        List<TableUse> all = new ArrayList<>(uses);
        more.forEach(use -> add(all, use));
        all.sort(Comparator.comparingDouble(TableUse::millis).reversed());
        List<TableUse> kept = List.copyOf(all.subList(0, Math.min(MOST, all.size())));
        return new Workload(since, at, kept).faded();
    }

    /** What is known of that table. */
    public Workload of(String schema, String table) {
        return new Workload(
                since,
                until,
                uses.stream().filter(use -> use.access().about(schema, table)).toList());
    }

    public Duration span() {
        return Duration.between(since, until);
    }

    private Workload faded() {
        if (span().compareTo(LONGEST) < 0) {
            return this;
        }
        List<TableUse> half = uses.stream()
                .map(use -> use.times(0.5))
                .filter(use -> use.calls() >= FORGOTTEN)
                .toList();
        return new Workload(until.minus(span().dividedBy(2)), until, half);
    }

    private static void add(List<TableUse> all, TableUse use) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).same(use)) {
                all.set(i, all.get(i).plus(use));
                return;
            }
        }
        all.add(use);
    }
}
