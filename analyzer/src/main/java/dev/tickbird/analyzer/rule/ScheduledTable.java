package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A relation that schedules work on, with the newest run of each.
 *
 * @param parentOid the partitioned table it is a partition of; null when none
 * @param concurrently whether it can be refreshed while it is read
 * @param runs by the schedule's name
 * @param bad runs that were missed or failed, by the schedule's name, until a later one succeeds
 */
public record ScheduledTable(
        String database,
        long databaseOid,
        long oid,
        String schema,
        String name,
        TableKind kind,
        @Nullable Long parentOid,
        boolean concurrently,
        Map<String, ScheduledRun> runs,
        Map<String, ScheduledRun> bad) {
    public ScheduledTable {
        runs = Immutable.map(runs);
        bad = Immutable.map(bad);
    }

    /** As it was read now; its runs are those that were known before. */
    public static ScheduledTable of(
            String database, long databaseOid, TableDocument table, @Nullable ScheduledTable known) {
        return new ScheduledTable(
                database,
                databaseOid,
                table.oid(),
                table.schema(),
                table.name(),
                table.kind(),
                table.parentOid(),
                refreshesConcurrently(table),
                known == null ? Map.of() : known.runs(),
                known == null ? Map.of() : known.bad());
    }

    /** Whether it has what REFRESH … CONCURRENTLY needs. */
    public static boolean refreshesConcurrently(TableDocument table) {
        return table.kind() == TableKind.MATERIALIZED_VIEW
                && table.indexes().stream().anyMatch(ScheduledTable::identifies);
    }

    private static boolean identifies(IndexDocument index) {
        return index.unique()
                && index.valid()
                && index.immediate()
                && !index.partial()
                && !index.keyColumns().contains(0);
    }

    /** Whether the schedule works on it. ANALYZE of a partitioned table reads its partitions too. */
    public boolean concerns(Schedule schedule) {
        return schedule.names(database, schema, name)
                && switch (schedule.work()) {
                    case ANALYZE ->
                        !schedule.objects().isEmpty() || (kind == TableKind.PARTITIONED_TABLE && parentOid == null);
                    case VACUUM -> !schedule.objects().isEmpty();
                    case REFRESH -> kind == TableKind.MATERIALIZED_VIEW;
                };
    }

    /** The names of those of which anything is known here. */
    public Set<String> schedules() {
        Set<String> names = new TreeSet<>(runs.keySet());
        names.addAll(bad.keySet());
        return names;
    }

    public Subject.Schedule subject(Schedule schedule) {
        return new Subject.Schedule(database, schema, schedule.name(), name);
    }

    public ObjectIdentity identity() {
        return new ObjectIdentity(database, databaseOid, oid, null);
    }

    /** The same after another step of a run. */
    public ScheduledTable with(String schedule, ScheduledRun run) {
        Map<String, ScheduledRun> all = new TreeMap<>(runs);
        all.put(schedule, run);
        Map<String, ScheduledRun> stillBad = new TreeMap<>(bad);
        switch (run.end()) {
            case null -> {}
            case DONE -> stillBad.remove(schedule);
            case MISSED, FAILED -> stillBad.put(schedule, run);
        }
        return with(all, stillBad);
    }

    /** The same, with nothing of that schedule's newest run. */
    public ScheduledTable withoutRun(String schedule) {
        Map<String, ScheduledRun> all = new TreeMap<>(runs);
        all.remove(schedule);
        return with(all, bad);
    }

    /** The same, with nothing of that schedule. */
    public ScheduledTable without(String schedule) {
        Map<String, ScheduledRun> stillBad = new TreeMap<>(bad);
        stillBad.remove(schedule);
        return with(withoutRun(schedule).runs(), stillBad);
    }

    private ScheduledTable with(Map<String, ScheduledRun> newest, Map<String, ScheduledRun> stillBad) {
        return new ScheduledTable(
                database, databaseOid, oid, schema, name, kind, parentOid, concurrently, newest, stillBad);
    }

    /** For people. */
    public String label() {
        return schema + "." + name;
    }
}
