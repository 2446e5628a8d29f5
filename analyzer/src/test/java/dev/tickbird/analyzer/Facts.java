package dev.tickbird.analyzer;

import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.KeyedTables;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.snapshot.ConnectionFacts;
import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StandbyFacts;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small facts for tests. */
public final class Facts {
    public static final InstanceId INSTANCE = InstanceId.of("orders-prod");
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final long DATABASE_OID = 16384;

    private Facts() {}

    public static TargetSpec target(Mode mode) {
        return target(mode, null);
    }

    /** An instance that the fleet file wants monitoring views on, or not. */
    public static TargetSpec wanting(@Nullable MonitoringViews views) {
        return target(Mode.PROPOSE, views);
    }

    private static TargetSpec target(Mode mode, @Nullable MonitoringViews views) {
        return new TargetSpec(
                INSTANCE,
                "orders",
                "default",
                "db1.example",
                5432,
                TlsMode.VERIFY_FULL,
                null,
                Map.of("env", "prod"),
                "postgres",
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                mode,
                new Login("tickbird_monitor", "pgpass"),
                null,
                null,
                null,
                false,
                views,
                1);
    }

    public static SnapshotHeader header(String session, SnapshotKind kind, long sequence, Instant at) {
        return new SnapshotHeader(
                INSTANCE,
                "orders",
                "7445000000000000001",
                1,
                ServerVersion.of(180006),
                NOON.minusSeconds(86_400),
                session,
                session + "-" + sequence,
                kind,
                sequence,
                1,
                1,
                "app",
                at,
                1.5,
                List.of());
    }

    public static RelationsSnapshot relations(SnapshotHeader header, TableDocument... tables) {
        return new RelationsSnapshot(header, DATABASE_OID, null, Map.of(), List.of(tables), List.of(), null, List.of());
    }

    public static TableDocument table(long oid, String name, TableCounters counters, IndexDocument... indexes) {
        return table(oid, name, null, counters, indexes);
    }

    /** A materialized view over other tables. */
    public static TableDocument matview(long oid, String name, long filenode, TableCounters counters, Long... reads) {
        return TableSample.of(oid, name)
                .materializedView(filenode, List.of(reads))
                .counted(counters)
                .document();
    }

    /** Facts of a server with these settings and databases. */
    public static InstanceFacts facts(long xid, Map<String, Setting> settings, DatabaseFacts... databases) {
        return new InstanceFacts(
                "PostgreSQL 18.6",
                false,
                xid,
                1L,
                settings,
                List.of(databases),
                new ConnectionFacts(100, 3, 1, 1, 0, 0, 0),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    public static DatabaseFacts database(String name, long frozenXid, long hit, long read) {
        return new DatabaseFacts(
                DATABASE_OID,
                name,
                1_000_000_000L,
                frozenXid,
                1,
                false,
                true,
                -1,
                1,
                false,
                new DatabaseCounters(0, 0, read, hit, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null));
    }

    public static Setting setting(String value, String source) {
        return new Setting(value, null, source, false);
    }

    public static TableDocument partitioned(long oid, String name) {
        return TableSample.of(oid, name)
                .partitioned()
                .indexes(List.of(primaryKey(oid, name)))
                .document();
    }

    public static TableDocument partition(
            long oid, String name, long parent, TableCounters counters, IndexDocument... indexes) {
        return table(oid, name, parent, counters, indexes);
    }

    private static TableDocument table(
            long oid, String name, @Nullable Long parent, TableCounters counters, IndexDocument... indexes) {
        return TableSample.of(oid, name)
                .partitionOf(parent)
                .counted(counters)
                .indexes(Stream.concat(Stream.of(indexes), Stream.of(primaryKey(oid, name)))
                        .toList())
                .document();
    }

    public static TableCounters counters(long live, long dead) {
        return new TableCounters(0, 0, 0, 0, live, dead, 0, 0, live, dead, 0, 0, 1, 0, 1, 0, NOON, null, NOON, null);
    }

    public static IndexDocument index(long oid, String name, int... columns) {
        return index(oid, name, 5, columns);
    }

    public static IndexDocument index(long oid, String name, long scans, int[] columns) {
        return IndexSample.of(oid, name, columns).read(scans).document();
    }

    private static IndexDocument primaryKey(long table, String name) {
        return IndexSample.of(table + 1_000_000, name + "_pkey", 1).primaryKey().document();
    }

    /** A table as a rule sees it, with nothing known around it. */
    public static TableCase tableCase(TableDocument table, Map<Long, IndexUse> use) {
        return tableCase(table, use, Baselines.NONE);
    }

    /** The same with what was learnt from builds. */
    public static TableCase tableCase(TableDocument table, Map<Long, IndexUse> use, Baselines baselines) {
        InstanceView instance = new InstanceView(INSTANCE, null, ServerVersion.of(180006), null, List.of(), List.of());
        return tableCase(instance, table, use, baselines);
    }

    /** The same on that server. */
    public static TableCase tableCase(
            InstanceView instance, TableDocument table, Map<Long, IndexUse> use, Baselines baselines) {
        return new TableCase(
                instance,
                "app",
                DATABASE_OID,
                NOON,
                table,
                null,
                use,
                baselines,
                null,
                List.of(),
                oid -> null,
                false,
                () -> 0,
                () -> new KeyedTables(List.of()),
                null,
                null,
                () -> null,
                Map.of());
    }

    /** Facts of a server with nothing but what matters to its cluster. */
    public static InstanceFacts facts(boolean inRecovery, String... standbys) {
        return new InstanceFacts(
                "PostgreSQL 18.6",
                inRecovery,
                5000,
                null,
                Map.of(),
                List.of(new DatabaseFacts(
                        DATABASE_OID,
                        "app",
                        null,
                        700,
                        1,
                        false,
                        true,
                        -1,
                        1,
                        null,
                        new DatabaseCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null))),
                new ConnectionFacts(100, 3, 1, 1, 0, 0, 0),
                Arrays.stream(standbys)
                        .map(name -> new StandbyFacts(1, name, null, "streaming", "async", 0L, null, null))
                        .toList(),
                List.of(),
                null,
                null,
                null,
                null);
    }
}
