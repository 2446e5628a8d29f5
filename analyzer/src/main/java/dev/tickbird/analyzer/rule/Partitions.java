package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.TableCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of a table that hold rows, taken together.
 *
 * @param pages of their heaps
 * @param rows live ones
 * @param counters their sums; of times and of what is measured since the last VACUUM or ANALYZE there is none
 * @param delta null without an earlier reading of the same epoch
 */
public record Partitions(
        long pages,
        double rows,
        TableCounters counters,
        @Nullable TableDelta delta) {
    /** One of them. */
    public record Leaf(long pages, double rows, TableCounters counters) {}

    /** Their sums; null where there are none. */
    public static @Nullable Partitions of(List<Leaf> leaves, @Nullable TableDelta delta) {
        if (leaves.isEmpty()) {
            return null;
        }
        return new Partitions(
                leaves.stream().mapToLong(Leaf::pages).sum(),
                leaves.stream().mapToDouble(leaf -> Math.max(0, leaf.rows())).sum(),
                leaves.stream().map(Leaf::counters).reduce(Partitions::sum).orElseThrow(),
                delta);
    }

    /** The same with what happened since an earlier reading. */
    public Partitions since(@Nullable TableDelta change) {
        return new Partitions(pages, rows, counters, change);
    }

    private static TableCounters sum(TableCounters a, TableCounters b) {
        return new TableCounters(
                a.sequentialScans() + b.sequentialScans(),
                a.sequentialTuples() + b.sequentialTuples(),
                a.indexScans() + b.indexScans(),
                a.indexTuples() + b.indexTuples(),
                a.inserted() + b.inserted(),
                a.updated() + b.updated(),
                a.deleted() + b.deleted(),
                a.hotUpdated() + b.hotUpdated(),
                a.live() + b.live(),
                a.dead() + b.dead(),
                0,
                0,
                a.vacuums() + b.vacuums(),
                a.autovacuums() + b.autovacuums(),
                0,
                0,
                null,
                null,
                null,
                null);
    }
}
