package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.delta.Epoch;
import dev.tickbird.analyzer.delta.MatviewRefresh;
import dev.tickbird.analyzer.delta.TableDeltas;
import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.rule.DatabaseCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.KeyedTables;
import dev.tickbird.analyzer.rule.MatviewAge;
import dev.tickbird.analyzer.rule.Partition;
import dev.tickbird.analyzer.rule.PartitionTrees;
import dev.tickbird.analyzer.rule.Partitions;
import dev.tickbird.analyzer.rule.SequenceCase;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.analyzer.topology.DatabaseState.Counted;
import dev.tickbird.analyzer.topology.DatabaseState.PartitionedTable;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.IndexUsage.Scans;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Tables, indexes and sequences of one database. */
final class RelationsHandler {
    private static final String PROBE = "relations";

    private final RelationsSnapshot snapshot;
    private final Workspace work;
    private final Evaluator evaluator;
    private final InstanceState.Draft instance;
    private final FindingsDesk desk;
    private final ScheduleDesk schedules;
    private final ClusterView cluster;
    private final String databaseKey;
    private final @Nullable Workload workload;
    private final int epoch;
    /** By table; a table whose reading is older than its history has none and is not judged. */
    private final Map<Long, Optional<TableDelta>> deltas = new HashMap<>();
    /** Tables that nothing was known of before this snapshot. */
    private final Set<Long> fresh = new HashSet<>();
    /** What was used here since the reading before. */
    private final List<Scans> scans = new ArrayList<>();

    private Map<String, PartitionedTable> partitioned = Map.of();
    private final Map<String, Counted> counts = new HashMap<>();
    private KeyedTables keyed = new KeyedTables(List.of());
    private Map<String, MatviewRefresh> refreshes = Map.of();
    private @Nullable PartitionTrees trees;

    private RelationsHandler(RelationsSnapshot snapshot, Workspace work, Evaluator evaluator) {
        this.snapshot = snapshot;
        this.work = work;
        this.evaluator = evaluator;
        this.instance = work.instance(snapshot.header().instance());
        this.cluster = ClusterView.of(instance, work);
        this.desk = new FindingsDesk(work, instance);
        this.schedules = new ScheduleDesk(work, evaluator, instance);
        this.databaseKey = instance.instance.value() + "/" + snapshot.databaseOid();
        this.workload = work.workloads.get(databaseKey);
        this.epoch = Epoch.of(snapshot.header(), snapshot.statsReset()).mark();
    }

    static void handle(RelationsSnapshot snapshot, Workspace work, Evaluator evaluator) {
        new RelationsHandler(snapshot, work, evaluator).run();
    }

    private void run() {
        SnapshotHeader header = snapshot.header();
        String stream = "relations/" + snapshot.databaseOid();
        StreamPosition.Next next = StreamPosition.next(instance.streams.get(stream), header);
        switch (next.step()) {
            case DROP -> {
                return;
            }
            case GAP ->
                desk.unknown(
                        Scopes.database(snapshot.databaseOid()), "a snapshot is missing; the next full one will tell");
            case TAKE -> {
                instance.identify(header);
                take(header);
            }
        }
        instance.position(stream, next.position());
        work.instance(instance);
    }

    private void take(SnapshotHeader header) {
        DatabaseState database = databaseState();
        keyed = new KeyedTables(database.keyed().values());
        partitioned = database.partitioned();
        desk.gather(header.kind() == SnapshotKind.FULL);
        InstanceView view = Views.of(instance, work);
        for (TableDocument table : snapshot.tables()) {
            remember(table, header.takenAt());
        }
        refreshes = TableMemory.refreshes(database.refreshes(), snapshot, deltas::containsKey, this::counters);
        database = database.refreshed(refreshes);
        new Followed(instance, work, evaluator).tables(snapshot, deltas);
        UsageHandler.tell(instance, snapshot.databaseOid(), scans, header.takenAt(), work);
        boolean elsewhere = cluster.judgedElsewhere(view.facts());
        for (TableDocument table : snapshot.tables()) {
            if (elsewhere) {
                desk.gone(Scopes.relation(snapshot.databaseOid(), table.oid()) + "/");
            } else {
                judge(table, view);
                schedules.note(table, databaseKey + "/" + table.oid(), snapshot);
            }
        }
        for (SequenceDocument sequence : snapshot.sequences()) {
            if (elsewhere) {
                desk.gone(Scopes.relation(snapshot.databaseOid(), sequence.oid()) + "/");
            } else {
                judge(sequence, view);
            }
        }
        judgeDatabase(view, elsewhere);
        snapshot.removed().forEach(this::remove);
        DatabaseState after = (header.kind() == SnapshotKind.FULL ? full(database, header) : database).counted(counts);
        work.databases.put(databaseKey, after);
        desk.tell(
                new RollUpScope(
                        Scopes.database(snapshot.databaseOid()),
                        Scopes.rollUps(snapshot.databaseOid()),
                        scope -> root(scope, after)),
                evaluator.rules().rules(),
                Views.intervals(instance).relations());
    }

    /** The partitioned table at the top, where the table of that scope is a partition. */
    private Subject.@Nullable Relation root(String scope, DatabaseState database) {
        String oid = scope.substring(scope.lastIndexOf('.') + 1);
        TableHistory history = work.tables.get(databaseKey + "/" + oid);
        PartitionedTable name = null;
        while (history != null && history.parentOid() != null) {
            String above = Long.toString(history.parentOid());
            name = database.partitioned().get(above);
            history = work.tables.get(databaseKey + "/" + above);
        }
        return name == null ? null : Subject.Relation.of(database.database(), name.schema(), name.name());
    }

    private DatabaseState databaseState() {
        String name = String.valueOf(snapshot.header().database());
        DatabaseState known = work.databases.get(databaseKey);
        DatabaseState state = known == null ? DatabaseState.named(name) : known;
        return new DatabaseState(
                name,
                state.snapshot(),
                state.parts(),
                state.seen(),
                snapshot.header().gaps(),
                partitioned(state.partitioned()),
                TableMemory.keyed(state.keyed(), snapshot),
                state.refreshes());
    }

    private Map<String, PartitionedTable> partitioned(Map<String, PartitionedTable> known) {
        Map<String, PartitionedTable> names = new HashMap<>(known);
        snapshot.removed().forEach(oid -> names.remove(Long.toString(oid)));
        for (TableDocument table : snapshot.tables()) {
            if (table.kind() == TableKind.PARTITIONED_TABLE) {
                String oid = Long.toString(table.oid());
                PartitionedTable before = known.get(oid);
                names.put(
                        oid,
                        new PartitionedTable(table.schema(), table.name(), before == null ? null : before.counted()));
            }
        }
        return names;
    }

    /** The deltas need the history before this reading: they are computed here and kept until the table is judged. */
    private void remember(TableDocument table, Instant at) {
        String key = databaseKey + "/" + table.oid();
        TableHistory before = work.tables.get(key);
        if (before == null) {
            fresh.add(table.oid());
        }
        if (before == null || before.at().isBefore(at)) {
            deltas.put(table.oid(), delta(before, table, at));
            TableHistory after = TableHistory.after(before, table, at, epoch);
            work.tables.put(key, after);
            scans.addAll(after.scans(table.oid()));
        }
    }

    private Optional<TableDelta> delta(@Nullable TableHistory before, TableDocument table, Instant at) {
        TableCounters now = table.counters();
        if (before == null || before.counters() == null || now == null || before.epoch() != epoch) {
            return Optional.empty();
        }
        return TableDeltas.between(before.counters(), now, Duration.between(before.at(), at));
    }

    private void judge(TableDocument table, InstanceView view) {
        Optional<TableDelta> delta = deltas.get(table.oid());
        String key = databaseKey + "/" + table.oid();
        TableHistory history = work.tables.get(key);
        if (delta == null || history == null) {
            return;
        }
        TableCase tableCase = new TableCase(
                view,
                String.valueOf(snapshot.header().database()),
                snapshot.databaseOid(),
                snapshot.header().takenAt(),
                table,
                delta.orElse(null),
                uses(table, history),
                history.baselines(),
                snapshot.statsReset(),
                snapshot.header().gaps(),
                this::counters,
                cluster.unseen(view.facts()),
                () -> trees().rows(table.oid()),
                () -> keyed,
                matview(table),
                workload == null ? null : workload.of(table),
                () -> partitions(table),
                PlanDesk.answers(key, work));
        PlanDesk.ask(key, evaluator.questions(tableCase), work);
        desk.apply(
                Scopes.relation(snapshot.databaseOid(), table.oid()),
                evaluator.table(tableCase),
                Views.intervals(instance).relations());
    }

    private @Nullable MatviewAge matview(TableDocument table) {
        MatviewRefresh refresh = refreshes.get(Long.toString(table.oid()));
        return refresh == null ? null : refresh.age(table, this::counters);
    }

    private @Nullable TableCounters counters(long oid) {
        TableHistory history = work.tables.get(databaseKey + "/" + oid);
        return history == null ? null : history.counters();
    }

    /** A partitioned table is used through its partitions. While the first parts of a FULL come, they are not all known. */
    private Map<Long, IndexUse> uses(TableDocument table, TableHistory history) {
        if (table.kind() != TableKind.PARTITIONED_TABLE) {
            return history.use(table, snapshot.statsReset(), cluster.observedSince());
        }
        boolean known = snapshot.header().parts() == 1 || !fresh.contains(table.oid());
        return known ? trees().uses(table) : Map.of();
    }

    /** Read when first asked for, once all of this snapshot is remembered. */
    private PartitionTrees trees() {
        PartitionTrees known = trees;
        if (known == null) {
            List<Partition> partitions = new ArrayList<>();
            for (KeyValue<String, TableHistory> entry : work.tables.startingWith(databaseKey + "/")) {
                entry.value
                        .partition(oid(entry.key), snapshot.statsReset(), cluster.observedSince())
                        .ifPresent(partitions::add);
            }
            known = new PartitionTrees(partitions);
            trees = known;
        }
        return known;
    }

    /** With what all partitions counted since the partitioned table was read before. */
    private @Nullable Partitions partitions(TableDocument table) {
        Partitions now = trees().whole(table.oid());
        if (now == null) {
            return null;
        }
        Instant at = snapshot.header().takenAt();
        counts.put(Long.toString(table.oid()), new Counted(at, epoch, now.counters()));
        PartitionedTable known = partitioned.get(Long.toString(table.oid()));
        Counted before = known == null ? null : known.counted();
        return before == null || before.epoch() != epoch
                ? now
                : now.since(TableDeltas.between(before.counters(), now.counters(), Duration.between(before.at(), at))
                        .orElse(null));
    }

    /** What is said of it travels in the first part. */
    private void judgeDatabase(InstanceView view, boolean elsewhere) {
        String scope = Scopes.ofDatabase(snapshot.databaseOid());
        if (elsewhere) {
            desk.gone(scope + "/");
        } else if (snapshot.header().part() == 1) {
            desk.apply(
                    scope,
                    evaluator.database(DatabaseCase.of(view, snapshot)),
                    Views.intervals(instance).relations());
        }
    }

    private void judge(SequenceDocument sequence, InstanceView view) {
        String key = databaseKey + "/" + sequence.oid();
        Instant at = snapshot.header().takenAt();
        SequenceReading before = work.sequences.get(key);
        Long last = sequence.lastValue();
        if (last != null) {
            work.sequences.put(key, new SequenceReading(last, at));
        }
        SequenceCase facts = new SequenceCase(
                view,
                String.valueOf(snapshot.header().database()),
                at,
                sequence,
                before == null ? null : before.lastValue(),
                before == null ? null : Duration.between(before.at(), at));
        desk.apply(
                Scopes.relation(snapshot.databaseOid(), sequence.oid()),
                evaluator.sequence(facts),
                Views.intervals(instance).relations());
    }

    private void remove(long oid) {
        work.tables.delete(databaseKey + "/" + oid);
        work.sequences.delete(databaseKey + "/" + oid);
        work.plans.delete(databaseKey + "/" + oid);
        schedules.forget(databaseKey + "/" + oid);
        desk.gone(Scopes.relation(snapshot.databaseOid(), oid) + "/");
    }

    /** Once all parts of a FULL have come, what was in none of them is gone; but not if the database could not be read whole. */
    private DatabaseState full(DatabaseState before, SnapshotHeader header) {
        boolean first = !before.snapshot().equals(header.snapshot());
        Set<Integer> parts = new HashSet<>(first ? Set.of() : before.parts());
        Set<Long> seen = new HashSet<>(first ? Set.of() : before.seen());
        parts.add(header.part());
        snapshot.tables().forEach(table -> seen.add(table.oid()));
        snapshot.sequences().forEach(sequence -> seen.add(sequence.oid()));
        if (parts.size() < header.parts()) {
            return before.incoming(header.snapshot(), parts, seen);
        }
        if (header.gaps().stream().noneMatch(gap -> gap.probe().equals(PROBE))) {
            removeAllBut(seen);
        }
        return before.complete(seen);
    }

    private void removeAllBut(Set<Long> seen) {
        Set<Long> known = new HashSet<>();
        work.tables.startingWith(databaseKey + "/").forEach(entry -> known.add(oid(entry.key)));
        work.sequences.startingWith(databaseKey + "/").forEach(entry -> known.add(oid(entry.key)));
        known.removeAll(seen);
        known.forEach(this::remove);
    }

    private long oid(String key) {
        return Long.parseLong(key.substring(databaseKey.length() + 1));
    }
}
