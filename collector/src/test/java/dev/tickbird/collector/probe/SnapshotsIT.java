package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

class SnapshotsIT {
    private static final String[] SCHEMA = {
        "CREATE EXTENSION pg_stat_statements",
        "CREATE TABLE parent (id serial PRIMARY KEY, name text) WITH (fillfactor = 80, toast.autovacuum_enabled = off)",
        "CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY, gone int, parent int REFERENCES parent ON DELETE CASCADE, j jsonb)",
        "ALTER TABLE child DROP COLUMN gone",
        "CREATE INDEX child_expr ON child (lower(j::text)) INCLUDE (id) WHERE parent IS NOT NULL",
        "CREATE INDEX parent_name ON parent (name DESC)",
        "COMMENT ON INDEX parent_name IS 'kept for reports tickbird:ignore=index.unused,bloat.index'",
        "CREATE TABLE measured (at timestamptz) PARTITION BY RANGE (at)",
        "CREATE TABLE measured_1 PARTITION OF measured FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM parent",
        "INSERT INTO parent (name) SELECT 'n' || i FROM generate_series(1, 1000) i",
        "INSERT INTO child (parent, j) SELECT 1 + i % 1000, '{}' FROM generate_series(1, 1000) i",
        "ANALYZE"
    };

    @EveryMajor
    void describesTables_asMonitorWithColumnStats(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database().execute(SCHEMA);

        Taken taken = watched.snapshots(watched.monitor()).take();

        assertThat(taken.instance().reachability().reachable()).isTrue();
        assertThat(taken.instance().header().gaps()).isEmpty();
        assertThat(taken.instance().header().systemIdentifier()).isNotNull();
        assertThat(taken.statements()).isNotNull();
        RelationsSnapshot relations = taken.relations().getFirst();
        assertThat(relations.tables())
                .extracting(TableDocument::name)
                .containsExactlyInAnyOrder("parent", "child", "measured", "measured_1", "totals");
        TableDocument measured = table(relations, "measured");
        assertThat(measured.partitions())
                .containsExactly(new PartitionMember(
                        table(relations, "measured_1").oid(), "public", "measured_1", measured.oid(), false));
        TableDocument parent = table(relations, "parent");
        assertThat(parent.storage().options())
                .containsEntry("fillfactor", "80")
                .containsEntry("toast.autovacuum_enabled", "off");
        assertThat(parent.ignoredRules()).containsExactly("parent_name:index.unused", "parent_name:bloat.index");
        assertThat(parent.columns().getFirst().statistics()).isNotNull();
        assertThat(parent.storage().bytes()).isPositive();
        assertThat(index(parent, "parent_pkey").foreignKeyTarget()).isTrue();
        assertThat(index(parent, "parent_name").keys().getFirst().options()).isEqualTo(3);
        assertThat(table(relations, "measured").kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
        assertThat(table(relations, "measured_1").parentOid())
                .isEqualTo(table(relations, "measured").oid());
        assertThat(table(relations, "totals").kind()).isEqualTo(TableKind.MATERIALIZED_VIEW);
        describesChild(table(relations, "child"), parent);
        assertThat(relations.sequences())
                .filteredOn(sequence -> sequence.name().equals("parent_id_seq"))
                .extracting(SequenceDocument::table, SequenceDocument::columnType, SequenceDocument::lastValue)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("parent", "integer", null));
        assertThat(relations.header().gaps()).extracting(Gap::probe).containsExactly("relations.sequences");
    }

    private static void describesChild(TableDocument child, TableDocument parent) {
        assertThat(child.columns()).extracting(ColumnDocument::dropped).containsExactly(false, true, false, false);
        assertThat(child.constraints())
                .filteredOn(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY)
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.columns()).containsExactly(3);
                    assertThat(key.referencedOid()).isEqualTo(parent.oid());
                    assertThat(key.onDelete()).isEqualTo("c");
                });
        IndexDocument index = index(child, "child_expr");
        assertThat(index.predicate()).isEqualTo("(parent IS NOT NULL)");
        assertThat(index.include()).containsExactly(1);
        assertThat(index.keys()).singleElement().satisfies(key -> {
            assertThat(key.column()).isZero();
            assertThat(key.expression()).isEqualTo("lower(j::text)");
            assertThat(key.operatorClass()).isEqualTo("pg_catalog.text_ops");
            assertThat(requireNonNull(key.expressionColumn()).statistics()).isNotNull();
        });
    }

    @EveryMajor(only = {13, 18})
    void listsNoPartitions_whereAForeignTableIsAmongThem(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major));
        watched.database()
                .execute(
                        "CREATE EXTENSION file_fdw",
                        "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
                        "CREATE TABLE top (a int, b int) PARTITION BY RANGE (a)",
                        "CREATE TABLE near PARTITION OF top FOR VALUES FROM (0) TO (9)",
                        "CREATE TABLE mixed PARTITION OF top FOR VALUES FROM (9) TO (99) PARTITION BY RANGE (b)",
                        "CREATE TABLE here PARTITION OF mixed FOR VALUES FROM (0) TO (9)",
                        "CREATE TABLE own (a int) PARTITION BY RANGE (a)",
                        "CREATE TABLE own_1 PARTITION OF own FOR VALUES FROM (0) TO (9)",
                        "CREATE FOREIGN TABLE far PARTITION OF mixed FOR VALUES FROM (9) TO (99) SERVER files OPTIONS"
                                + " (filename '/dev/null')");

        RelationsSnapshot relations =
                watched.snapshots(watched.monitor()).take().relations().getFirst();

        assertThat(table(relations, "top").partitions()).isNull();
        assertThat(table(relations, "mixed").partitions()).isNull();
        assertThat(table(relations, "own").partitions()).hasSize(1);
    }

    @EveryMajor
    void tellsWhatMaterializedViewsRead_andWhatIsReplicated(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major));
        watched.database()
                .execute(
                        "CREATE TABLE plain (a int)",
                        "ALTER TABLE plain REPLICA IDENTITY FULL",
                        "CREATE TABLE parts (a int) PARTITION BY RANGE (a)",
                        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)",
                        "CREATE VIEW inner_view AS SELECT a FROM parts",
                        "CREATE VIEW \"ou\"\"ter; --\" AS SELECT a FROM inner_view UNION SELECT a FROM plain",
                        "CREATE MATERIALIZED VIEW deep AS SELECT count(*) FROM \"ou\"\"ter; --\"",
                        "CREATE MATERIALIZED VIEW catalog AS SELECT count(*) FROM pg_class",
                        "CREATE PUBLICATION p FOR TABLE plain",
                        "CREATE PUBLICATION q FOR TABLE parts WITH (publish = 'insert')");

        RelationsSnapshot relations =
                watched.snapshots(watched.monitor()).take().relations().getFirst();

        assertThat(table(relations, "deep").readsFrom())
                .containsExactlyInAnyOrder(
                        table(relations, "plain").oid(),
                        table(relations, "parts_1").oid());
        assertThat(table(relations, "catalog").readsFrom()).isEmpty();
        assertThat(table(relations, "plain").readsFrom()).isEmpty();
        assertThat(table(relations, "plain").replicaIdentity()).isEqualTo("f");
        assertThat(table(relations, "parts").replicaIdentity()).isEqualTo("d");
        assertThat(relations.tables())
                .filteredOn(TableDocument::published)
                .extracting(TableDocument::name)
                .containsExactly("plain");
    }

    @EveryMajor(only = {13, 18})
    void namesWhatIsMissing_asMonitorWithoutColumnStats(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major));
        watched.database().execute("CREATE TABLE t AS SELECT 1 AS a", "ANALYZE t");

        Taken taken = watched.snapshots(watched.monitor()).take();

        assertThat(taken.statements()).isNull();
        assertThat(taken.instance().header().gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.probe()).isEqualTo("statements.top");
            assertThat(gap.fix()).contains("CREATE EXTENSION pg_stat_statements");
        });
        RelationsSnapshot relations = taken.relations().getFirst();
        assertThat(relations.header().gaps()).extracting(Gap::probe).containsExactly("relations.column-stats");
        assertThat(table(relations, "t").columns().getFirst().statistics()).isNull();
    }

    @EveryMajor(only = {13, 18})
    void neverCallsAPlantedFunction(int major, TestPostgres postgres) {
        Watched watched = new Watched(postgres.database(major));
        watched.database()
                .execute(
                        "CREATE ROLE planter_" + major,
                        "CREATE SCHEMA tickbird AUTHORIZATION planter_" + major,
                        "GRANT USAGE ON SCHEMA tickbird TO PUBLIC",
                        "CREATE FUNCTION tickbird.column_stats() RETURNS TABLE (relid oid, attnum smallint, inh bool, null_frac real,"
                                + " avg_width int, n_distinct real, mcf real[]) LANGUAGE plpgsql SECURITY DEFINER"
                                + " SET search_path = pg_catalog, pg_temp AS $$ BEGIN RAISE EXCEPTION 'called'; END $$",
                        "ALTER FUNCTION tickbird.column_stats() OWNER TO planter_" + major);
        try {
            RelationsSnapshot relations =
                    watched.snapshots(watched.monitor()).take().relations().getFirst();
            assertThat(relations.header().gaps())
                    .extracting(Gap::reason)
                    .singleElement()
                    .asString()
                    .contains("was not called", "planter_" + major);
        } finally {
            watched.database().execute("DROP SCHEMA tickbird CASCADE", "DROP ROLE planter_" + major);
        }
    }

    @EveryMajor(only = {13, 18})
    void lockedTableCostsOnlyItself(int major, TestPostgres postgres) throws SQLException {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database().execute(SCHEMA);
        Snapshots snapshots = watched.snapshots(watched.monitor());
        try (Connection locker = watched.database().dataSource().getConnection();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE child IN ACCESS EXCLUSIVE MODE");

            RelationsSnapshot relations = snapshots.take().relations().getFirst();

            assertThat(table(relations, "child").locked()).isTrue();
            assertThat(table(relations, "child").storage().bytes()).isNull();
            assertThat(index(table(relations, "child"), "child_expr").predicate())
                    .isNull();
            assertThat(index(table(relations, "child"), "child_expr").partial()).isTrue();
            assertThat(table(relations, "parent").locked()).isFalse();
            assertThat(table(relations, "parent").storage().bytes()).isPositive();
            locker.rollback();
        }
        RelationsSnapshot after = snapshots.take().relations().getFirst();
        assertThat(index(table(after, "child"), "child_expr").predicate()).isEqualTo("(parent IS NOT NULL)");
    }

    @EveryMajor(only = {13, 18})
    void hashOfDefinition_isTheExecutorsToo_andSurvivesRenameAndRebuild(int major, TestPostgres postgres)
            throws SQLException {
        Watched watched = new Watched(postgres.database(major)).withColumnStats();
        watched.database().execute(SCHEMA);
        String before = hash(watched, "child_expr");
        watched.database()
                .execute(
                        "REINDEX INDEX CONCURRENTLY child_expr",
                        "ALTER INDEX child_expr RENAME TO renamed",
                        "ALTER INDEX renamed SET (fillfactor = 70)");

        assertThat(hash(watched, "renamed")).isEqualTo(before);
        watched.database()
                .execute(
                        "DROP INDEX renamed",
                        "CREATE INDEX renamed ON child (lower(j::text)) INCLUDE (id) WHERE parent > 0");
        assertThat(hash(watched, "renamed")).isNotEqualTo(before);
    }

    private static String hash(Watched watched, String name) throws SQLException {
        IndexDocument index = watched.snapshots(watched.monitor()).take().relations().getFirst().tables().stream()
                .flatMap(table -> table.indexes().stream())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Connection connection = watched.monitor().open(watched.database().name())) {
            ServerVersion version = ServerIdentity.version(connection);
            assertThat(IndexDefinition.read(connection, version, index.oid())
                            .orElseThrow()
                            .hash())
                    .isEqualTo(index.definitionHash());
        }
        return index.definitionHash();
    }

    @EveryMajor(only = {13, 18})
    void keepsHostileNames(int major, TestPostgres postgres) {
        List<String> names = HostileNames.identifiers();
        Watched watched = new Watched(postgres.database(major, "app?sslmode=disable&socketFactory=X"));
        for (String name : names) {
            String quoted = '"' + name.replace("\"", "\"\"") + '"';
            watched.database().execute("CREATE TABLE " + quoted + " (" + quoted + " int PRIMARY KEY)");
        }
        RelationsSnapshot relations =
                watched.snapshots(watched.monitor()).take().relations().getFirst();
        assertThat(relations.header().database()).isEqualTo("app?sslmode=disable&socketFactory=X");
        assertThat(relations.tables()).extracting(TableDocument::name).containsExactlyInAnyOrderElementsOf(names);
    }

    private static TableDocument table(RelationsSnapshot relations, String name) {
        return relations.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static IndexDocument index(TableDocument table, String name) {
        return table.indexes().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
