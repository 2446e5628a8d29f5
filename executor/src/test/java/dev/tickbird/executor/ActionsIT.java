package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each action from a signed order to its outcome, on the oldest and the newest server. */
@ExtendWith(SharedKafka.class)
class ActionsIT {
    private static final String QUOTED = "we\"ird; --";
    private static final String SPACES = "Naïve  таблица 🐘 with spaces";
    private static final String LONGEST = "x".repeat(63);

    @EveryMajor(only = {13, 18})
    void maintainsTablesOfAnyName(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            for (String name : List.of(QUOTED, SPACES, LONGEST)) {
                table(bench, name);
                bench.database.execute("DELETE FROM " + quoted(name) + " WHERE id % 2 = 0");
            }
            bench.start();
            for (String name : List.of(QUOTED, SPACES, LONGEST)) {
                Order.Run vacuum = bench.order(new Vacuum("public", name, List.of()), bench.target(name, null));
                Order.Run analyze = bench.order(new Analyze("public", name), bench.target(name, null));
                Outcome vacuumed = succeeded(bench, vacuum);
                assertThat(measure(vacuumed.before(), "table.dead")).isEqualTo(5000);
                assertThat(measure(vacuumed.after(), "table.dead")).isZero();
                succeeded(bench, analyze);
            }
        }
    }

    @EveryMajor(only = {13, 18})
    void rebuildsBloatedIndexesAfterMeasuring(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            table(bench, "t");
            index(bench, QUOTED, "t", "id");
            index(bench, "healthy", "t", "payload");
            bench.start();
            Order.Run without = bench.order(new ReindexIndex("public", QUOTED, "t"), bench.target("t", QUOTED));
            Outcome skipped = bench.end(without.action());
            assertThat(skipped.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(skipped.reason()).contains("pgstattuple");

            bench.database.execute("CREATE EXTENSION pgstattuple", "DELETE FROM t WHERE id % 10 <> 0");
            bench.database.execute("VACUUM t");
            bench.database.execute("REINDEX INDEX healthy");
            Order.Run order = bench.order(new ReindexIndex("public", QUOTED, "t"), bench.target("t", QUOTED));
            Outcome end = succeeded(bench, order);
            assertThat(measure(end.after(), "index.size")).isLessThan(measure(end.before(), "index.size") / 2);
            assertThat(end.reason()).isNull();

            Order.Run needless = bench.order(new ReindexIndex("public", "healthy", "t"), bench.target("t", "healthy"));
            Outcome healthy = bench.end(needless.action());
            assertThat(healthy.state()).as(healthy.reason()).isEqualTo(ActionState.SKIPPED);
            assertThat(healthy.reason()).contains("pgstatindex finds only");
        }
    }

    @EveryMajor(only = {13, 18})
    void dropsIndexesWhileTheReasonHolds(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            table(bench, "t");
            index(bench, "twin", "t", "id");
            index(bench, "longer", "t", "id, payload");
            index(bench, QUOTED, "t", "id");
            index(bench, "other", "t", "payload");
            bench.start();
            Outcome duplicate = succeeded(bench, drop(bench, QUOTED, DropReason.DUPLICATE, "twin"));
            assertThat(duplicate.undoDefinition())
                    .isEqualTo("CREATE INDEX CONCURRENTLY \"we\"\"ird; --\" ON public.t USING btree (id)");
            succeeded(bench, drop(bench, "twin", DropReason.REDUNDANT, "longer"));
            assertThat(indexes(bench)).isEqualTo(List.of("longer", "other"));

            Outcome uncovered = bench.end(
                    drop(bench, "other", DropReason.REDUNDANT, "longer").action());
            assertThat(uncovered.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(uncovered.reason()).contains("does not serve the same queries");
            bench.database.execute("ALTER TABLE t ADD CONSTRAINT k UNIQUE (id)");
            Outcome constraint =
                    bench.end(drop(bench, "k", DropReason.UNUSED, null).action());
            assertThat(constraint.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(constraint.reason()).contains("a constraint rests on it");
            succeeded(bench, drop(bench, "other", DropReason.UNUSED, null));
        }
    }

    @EveryMajor(only = {13, 18})
    void createsIndexesAndRemovesWhatAFailedBuildLeaves(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            table(bench, SPACES);
            bench.start();
            Order.Run good = bench.order(create(SPACES, QUOTED, "id", true), bench.target(SPACES, null));
            succeeded(bench, good);
            bench.database.execute("ALTER TABLE " + quoted(SPACES) + " ADD COLUMN data jsonb DEFAULT '{}'");
            succeeded(
                    bench,
                    bench.order(
                            new CreateIndex(
                                    "public",
                                    SPACES,
                                    "looked_into",
                                    "gin",
                                    List.of(IndexColumn.ascending("data")),
                                    List.of(),
                                    false,
                                    null,
                                    null),
                            bench.target(SPACES, null)));
            bench.database.execute("UPDATE " + quoted(SPACES) + " SET payload = 'same'");
            Order.Run bad = bench.order(create(SPACES, "dup", "payload", true), bench.target(SPACES, null));
            Outcome failed = bench.end(bad.action());
            assertThat(failed.state()).isEqualTo(ActionState.FAILED);
            assertThat(failed.reason()).contains("23505").doesNotContain("same");
            assertThat(failed.cleanedUp()).isEqualTo(List.of("public.dup"));
            assertThat(indexes(bench)).containsExactlyInAnyOrder(QUOTED, "looked_into");
        }
    }

    @EveryMajor(only = {13, 18})
    void endsOnlyTheSessionThatWasMeant(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                Connection victim = bench.database
                        .server()
                        .dataSource(bench.database.name(), "tb_signal", "not-a-secret")
                        .getConnection();
                Statement statement = victim.createStatement()) {
            victim.setAutoCommit(false);
            statement.execute("SELECT 1");
            bench.start();
            BackendIdentity now = identity(bench, victim);
            ActionTarget target = session(bench);
            BackendIdentity before = new BackendIdentity(
                    now.pid(), now.backendStart(), now.transactionStart(), Instant.EPOCH, now.state());
            Order.Run late = bench.order(signed(bench, new TerminateBackend(bench.database.name(), before), target));
            assertThat(bench.end(late.action()).state()).isEqualTo(ActionState.SKIPPED);
            assertThat(victim.isValid(1)).isTrue();
            statement.execute("SELECT 2");

            Order.Run cancel = bench.order(
                    signed(bench, new CancelBackend(bench.database.name(), identity(bench, victim)), target));
            assertThat(bench.end(cancel.action()).reason()).contains("can only be terminated");
            Order.Run order = bench.order(
                    signed(bench, new TerminateBackend(bench.database.name(), identity(bench, victim)), target));
            succeeded(bench, order);
            assertThat(victim.isValid(1)).isFalse();
        }
    }

    static Order.Run signed(Bench bench, Action action, ActionTarget target) {
        Order.Run bare = Orders.run(action, target, Instant.now());
        List<Decision> decisions = List.of(
                Orders.decision(bare, "ann", PrincipalKind.PERSON, bench.keys.ann()),
                Orders.decision(bare, "bob", PrincipalKind.PERSON, bench.keys.bob()));
        return Orders.with(bare, decisions.subList(0, Action.fewestApprovals(action.type())), 1);
    }

    static ActionTarget session(Bench bench) {
        bench.database.execute("CREATE TABLE IF NOT EXISTS any_table ()");
        ActionTarget t = bench.target("any_table", null);
        return new ActionTarget(
                t.instance(),
                t.cluster(),
                t.host(),
                t.port(),
                t.serverVersion(),
                t.database(),
                t.databaseOid(),
                t.systemIdentifier(),
                t.timeline(),
                null,
                null);
    }

    static BackendIdentity identity(Bench bench, Connection session) throws SQLException {
        int pid = session.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        try (Connection connection = bench.database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT backend_start, xact_start, query_start, state FROM pg_stat_activity WHERE pid = "
                                + pid)) {
            row.next();
            return new BackendIdentity(
                    pid,
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4));
        }
    }

    private static Order.Run drop(Bench bench, String index, DropReason because, @Nullable String coveredBy) {
        return bench.order(
                new DropIndex("public", index, "t", because, coveredBy, null, null), bench.target("t", index));
    }

    private static CreateIndex create(String table, String index, String column, boolean unique) {
        return new CreateIndex(
                "public", table, index, "btree", List.of(IndexColumn.ascending(column)), List.of(), unique, null, null);
    }

    static Outcome succeeded(Bench bench, Order.Run order) {
        Outcome end = bench.end(order.action());
        assertThat(end.state()).as(end.reason()).isEqualTo(ActionState.SUCCEEDED);
        return end;
    }

    static void table(Bench bench, String name) {
        bench.database.execute(
                "CREATE TABLE " + quoted(name)
                        + " AS SELECT g AS id, 'p' || g AS payload FROM generate_series(1, 10000) g",
                "ALTER TABLE " + quoted(name) + " SET (autovacuum_enabled = false)",
                "ALTER TABLE " + quoted(name) + " OWNER TO " + Bench.OWNER);
    }

    static void index(Bench bench, String name, String table, String columns) {
        bench.database.execute("CREATE INDEX " + quoted(name) + " ON " + quoted(table) + " (" + columns + ")");
    }

    static List<String> indexes(Bench bench) {
        return indexes(bench.database);
    }

    static List<String> indexes(TestDatabase database) {
        return database.query("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE"
                + " c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE \"C\"");
    }

    private static long measure(List<Measure> measures, String name) {
        return measures.stream()
                .filter(measure -> measure.measure().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .longValue();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
