package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.delta.MatviewRefresh;
import dev.tickbird.analyzer.rule.KeyedTable;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A FULL relations snapshot that is coming in.
 *
 * @param database its name
 * @param snapshot its id; empty between two of them
 * @param parts which have come
 * @param seen oids of the tables and sequences in them
 * @param gaps what the last snapshot could not read
 * @param partitioned its partitioned tables by oid: what their partitions are rolled up under
 * @param keyed its tables with a primary key of one column by oid: what others may refer to
 * @param refreshes what is remembered of its materialized views, by oid
 */
public record DatabaseState(
        String database,
        String snapshot,
        Set<Integer> parts,
        Set<Long> seen,
        List<Gap> gaps,
        Map<String, PartitionedTable> partitioned,
        Map<String, KeyedTable> keyed,
        Map<String, MatviewRefresh> refreshes) {
    public DatabaseState {
        parts = Set.copyOf(parts);
        seen = Set.copyOf(seen);
        gaps = Immutable.list(gaps);
        partitioned = Immutable.map(partitioned);
        keyed = Immutable.map(keyed);
        refreshes = Immutable.map(refreshes);
    }

    /**
     * What is remembered of a partitioned table.
     *
     * @param counted what its partitions had counted together when it was judged last; null before
     */
    public record PartitionedTable(
            String schema, String name, @Nullable Counted counted) {}

    /**
     * Counters at a time.
     *
     * @param epoch the mark of their epoch
     */
    public record Counted(Instant at, int epoch, TableCounters counters) {}

    static DatabaseState named(String database) {
        return new DatabaseState(database, "", Set.of(), Set.of(), List.of(), Map.of(), Map.of(), Map.of());
    }

    /** The same after what was seen of its materialized views. */
    DatabaseState refreshed(Map<String, MatviewRefresh> seen) {
        return new DatabaseState(database, snapshot, parts, this.seen, gaps, partitioned, keyed, seen);
    }

    /** The same after partitioned tables were judged. */
    DatabaseState counted(Map<String, Counted> counts) {
        Map<String, PartitionedTable> changed = new HashMap<>(partitioned);
        counts.forEach((oid, count) -> changed.computeIfPresent(
                oid, (same, table) -> new PartitionedTable(table.schema(), table.name(), count)));
        return new DatabaseState(database, snapshot, parts, seen, gaps, changed, keyed, refreshes);
    }

    /** The same while further parts of a FULL are awaited. */
    DatabaseState incoming(String full, Set<Integer> come, Set<Long> present) {
        return new DatabaseState(database, full, come, present, gaps, partitioned, keyed, refreshes);
    }

    /** The same once all parts have come: what was in none of them is forgotten. */
    DatabaseState complete(Set<Long> present) {
        return new DatabaseState(
                database,
                "",
                Set.of(),
                Set.of(),
                gaps,
                kept(partitioned, present),
                kept(keyed, present),
                kept(refreshes, present));
    }

    private static <T> Map<String, T> kept(Map<String, T> known, Set<Long> present) {
        Map<String, T> kept = new HashMap<>(known);
        kept.keySet().removeIf(oid -> !present.contains(Long.parseLong(oid)));
        return kept;
    }
}
