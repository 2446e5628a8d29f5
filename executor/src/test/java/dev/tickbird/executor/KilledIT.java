package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.HoldingProxy.Point;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An executor process is killed (SIGKILL) while every kind of action is under way, each on an instance of its own: after a restart each
 * ends once, took effect once, and leaves nothing behind.
 */
@ExtendWith(SharedKafka.class)
class KilledIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> CONCURRENT = List.of("reindex", "drop", "create");
    private static final List<String> ALL = List.of("analyze", "vacuum", "reindex", "drop", "create", "cancel", "end");

    /** An action on an instance of its own, with the session that it may be about. */
    private record Case(String kind, Watched watched, Order.Run order, String sql) {
        TestDatabase database() {
            return watched.database();
        }
    }

    private final List<Connection> sessions = new ArrayList<>();

    @EveryMajor(only = 18)
    void endsOnce_whenKilledBeforeAndAfterAStatement(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (HoldingProxy proxy =
                        new HoldingProxy(postgres.server(major).port());
                Bench bench = new Bench(broker, postgres.database(major), folder)) {
            List<Case> before = cases(bench, postgres, major, proxy, ALL);
            List<Case> after = cases(bench, postgres, major, proxy, ALL);
            Path config = prepare(bench, folder, before, after);
            held(bench, proxy, before, Point.BEFORE, config);
            held(bench, proxy, after, Point.AFTER, config);
            try (ExecutorProcess _ = ExecutorProcess.start(config, folder.resolve("log"))) {
                for (Case each : before) {
                    ended(bench, each);
                    assertThat(proxy.sent(each.database().name(), each.sql()))
                            .as("%s was sent again, and only then", each.kind())
                            .isEqualTo(1);
                }
                for (Case each : after) {
                    ended(bench, each);
                    assertThat(proxy.sent(each.database().name(), each.sql()))
                            .as("%s had taken effect", each.kind())
                            .isEqualTo(1);
                    assertThat(bench.end(each.order().action()).reason()).contains("the effect was found");
                }
            }
        } finally {
            closeSessions();
        }
    }

    @EveryMajor(only = {13, 18})
    void leavesNoDebris_whenKilledWhileAStatementWaits(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                HoldingProxy proxy = new HoldingProxy(postgres.server(major).port())) {
            List<Case> cases = cases(bench, postgres, major, proxy, CONCURRENT);
            Path config = prepare(bench, folder, cases);
            for (Case each : cases) {
                Connection writer = each.database().dataSource().getConnection();
                sessions.add(writer);
                writer.setAutoCommit(false);
                try (Statement statement = writer.createStatement()) {
                    statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
                }
            }
            try (ExecutorProcess executor = ExecutorProcess.start(config, folder.resolve("log"))) {
                cases.forEach(each -> bench.sendOrder(each.order()));
                all(cases, "waits with the lock of the table in hand", each -> !each.database()
                        .query("SELECT 1 FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) WHERE l.relation ="
                                + " 't'::regclass AND l.mode = 'ShareUpdateExclusiveLock' AND a.wait_event_type = 'Lock'"
                                + " AND a.application_name = 'tickbird:" + each.order().action() + "'")
                        .isEmpty());
                executor.kill();
            }
            for (Connection writer : sessions) {
                writer.rollback();
            }
            try (ExecutorProcess _ = ExecutorProcess.start(config, folder.resolve("log"))) {
                cases.forEach(each -> ended(bench, each));
            }
        } finally {
            closeSessions();
        }
    }

    /** Starts an executor, lets all orders come to the point, and kills it there. */
    private void held(Bench bench, HoldingProxy proxy, List<Case> cases, Point point, Path config) throws Exception {
        try (ExecutorProcess executor = ExecutorProcess.start(config, config.resolveSibling("log"))) {
            for (Case each : cases) {
                proxy.hold(each.database().name(), each.sql(), point);
                bench.sendOrder(each.order());
            }
            all(cases, "is held " + point, each -> proxy.holds(each.database().name(), each.sql()));
            assertThat(executor.alive()).isTrue();
            executor.kill();
        }
    }

    private static void all(List<Case> cases, String what, Predicate<Case> condition) {
        for (Case each : cases) {
            Await.until(LIMIT, each.kind() + " " + what, () -> condition.test(each));
        }
    }

    private void ended(Bench bench, Case each) {
        assertThat(bench.end(each.order().action()).state()).as(each.kind()).isEqualTo(ActionState.SUCCEEDED);
        assertThat(bench.states(each.order().action()).stream().filter(ActionState::terminal))
                .as(each.kind())
                .hasSize(1);
        TestDatabase database = each.database();
        assertThat(ActionsIT.indexes(database))
                .as(each.kind())
                .isEqualTo(
                        switch (each.kind()) {
                            case "drop" -> List.of("i");
                            case "create" -> List.of("i", "made", "twin");
                            default -> List.of("i", "twin");
                        });
        assertThat(database.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT (indisvalid AND indisready)"))
                .isEmpty();
        assertThat(database.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
        Await.until(LIMIT, "the fence is given back", () -> database.query("SELECT holder FROM tickbird.fence")
                .equals(List.of("null")));
        counts(each);
    }

    private static void counts(Case each) {
        String counter = each.kind().equals("analyze") ? "analyze_count" : "vacuum_count";
        if (each.kind().equals("analyze") || each.kind().equals("vacuum")) {
            assertThat(each.database().query("SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = 't'"))
                    .isEqualTo(List.of("1"));
        }
    }

    private List<Case> cases(Bench bench, TestPostgres postgres, int major, HoldingProxy proxy, List<String> kinds)
            throws SQLException {
        List<Case> cases = new ArrayList<>();
        for (String kind : kinds) {
            TestDatabase database = postgres.database(major);
            Watched watched = bench.add(database, kind + "-" + database.name(), proxy.port());
            database.execute(
                    "CREATE TABLE t AS SELECT g AS id, 'p' || g AS payload FROM generate_series(1, 1000) g",
                    "ALTER TABLE t SET (autovacuum_enabled = false)",
                    "ALTER TABLE t OWNER TO " + watched.owner(),
                    "CREATE INDEX i ON t (id)",
                    "CREATE INDEX twin ON t (id)",
                    "CREATE EXTENSION pgstattuple",
                    "DELETE FROM t WHERE id % 10 <> 0");
            if (kind.equals("reindex")) {
                database.execute("VACUUM t", "GRANT EXECUTE ON FUNCTION pgstatindex(regclass) TO tb_monitor");
            }
            cases.add(new Case(kind, watched, order(bench, kind, watched, proxy.port()), ""));
        }
        return cases.stream()
                .map(each -> new Case(
                        each.kind(),
                        each.watched(),
                        each.order(),
                        each.order().statements().getFirst()))
                .toList();
    }

    private Order.Run order(Bench bench, String kind, Watched watched, int port) throws SQLException {
        return switch (kind) {
            case "analyze" ->
                Orders.run(new Action.Analyze("public", "t"), watched.target("t", null, port), Instant.now());
            case "vacuum" ->
                Orders.run(new Action.Vacuum("public", "t", List.of()), watched.target("t", null, port), Instant.now());
            case "reindex" ->
                Orders.run(
                        new Action.ReindexIndex("public", "twin", "t"),
                        watched.target("t", "twin", port),
                        Instant.now());
            case "drop" ->
                Orders.run(
                        new Action.DropIndex("public", "twin", "t", DropReason.DUPLICATE, "i"),
                        watched.target("t", "twin", port),
                        Instant.now());
            case "create" ->
                Orders.run(
                        new Action.CreateIndex(
                                "public",
                                "t",
                                "made",
                                "btree",
                                List.of(IndexColumn.ascending("payload")),
                                List.of(),
                                true,
                                null),
                        watched.target("t", null, port),
                        Instant.now());
            case "cancel" ->
                Orders.run(
                        new Action.CancelBackend(
                                watched.database().name(), sleeping(watched.database())),
                        watched.target(null, null, port),
                        Instant.now());
            default -> {
                BackendIdentity idle = idle(watched.database());
                Order.Run bare = Orders.run(
                        new Action.TerminateBackend(watched.database().name(), idle),
                        watched.target(null, null, port),
                        Instant.now());
                yield Orders.with(
                        bare, List.of(Orders.decision(bare, "ann", PrincipalKind.PERSON, bench.keys.ann())), 1);
            }
        };
    }

    private Connection session(TestDatabase database) throws SQLException {
        Connection session = database.server()
                .dataSource(database.name(), "tb_signal", Watched.PASSWORD)
                .getConnection();
        sessions.add(session);
        return session;
    }

    private BackendIdentity idle(TestDatabase database) throws SQLException {
        Connection session = session(database);
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute("SELECT 1");
        }
        return identity(database, session);
    }

    private BackendIdentity sleeping(TestDatabase database) throws SQLException {
        Connection session = session(database);
        Thread.ofVirtual().start(() -> {
            try (Statement statement = session.createStatement()) {
                statement.execute("SELECT pg_sleep(600)");
            } catch (SQLException e) {
                // cancelled, as it should be
            }
        });
        String pid = String.valueOf(
                session.unwrap(org.postgresql.PGConnection.class).getBackendPID());
        Await.until(LIMIT, "it sleeps", () -> !database.query(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid)
                .isEmpty());
        return identity(database, session);
    }

    private static BackendIdentity identity(TestDatabase database, Connection session) throws SQLException {
        int pid = session.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        try (Connection connection = database.dataSource().getConnection();
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

    @SafeVarargs
    private static Path prepare(Bench bench, Path folder, List<Case>... groups) throws IOException {
        StringBuilder limits = new StringBuilder("instances:\n");
        for (List<Case> group : groups) {
            for (Case each : group) {
                limits.append("  ")
                        .append(each.watched().instance())
                        .append(": {actions: [")
                        .append(each.order().what().type())
                        .append("], highestRisk: high, runsPerHour: 100}\n");
            }
        }
        bench.files(limits.toString());
        return Files.writeString(folder.resolve("executor-process.yml"), bench.yaml());
    }

    private void closeSessions() throws SQLException {
        for (Connection session : sessions) {
            session.close();
        }
    }
}
