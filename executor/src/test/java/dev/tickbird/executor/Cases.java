package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** One action of each kind, each on an instance of its own, so that all of them can be under way at once. */
final class Cases implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final List<String> CONCURRENT = List.of("reindex", "drop", "create", "span");
    static final List<String> ALL = List.of(
            "analyze",
            "vacuum",
            "reindex",
            "drop",
            "create",
            "span",
            "storage",
            "validate",
            "refresh",
            "views",
            "cancel",
            "end",
            "slot");

    /**
     * An action and its instance.
     *
     * @param sql what is sent
     */
    record Case(String kind, Watched watched, Order.Run order, String sql) {
        TestDatabase database() {
            return watched.database();
        }

        /** The table, or the last of the partitions, that CONCURRENTLY works on. */
        String locked() {
            return kind.equals("span") ? "p2" : "t";
        }

        /** Whether it waits for somebody else with the table's lock in hand. */
        boolean waitsWithTheLock() {
            return !database()
                    .query("SELECT 1 FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) WHERE l.relation = '"
                            + locked()
                            + "'::regclass AND l.mode = 'ShareUpdateExclusiveLock' AND a.wait_event_type = 'Lock'"
                            + " AND a.application_name = 'tickbird:" + order.action() + "'")
                    .isEmpty();
        }
    }

    private final Bench bench;
    private final TestPostgres postgres;
    private final int major;
    private final int port;
    private final List<Connection> sessions = new ArrayList<>();
    private final StringBuilder limits = new StringBuilder("instances:\n");

    /**
     * Instances on the shared server of this version.
     *
     * @param port where the executor reaches it
     */
    Cases(Bench bench, TestPostgres postgres, int major, int port) {
        this.bench = bench;
        this.postgres = postgres;
        this.major = major;
        this.port = port;
    }

    /** Makes them; the executor's local file allows them from its next start. */
    List<Case> of(List<String> kinds) throws SQLException {
        List<Case> cases = new ArrayList<>();
        for (String kind : kinds) {
            TestDatabase database = postgres.database(major);
            Watched watched = bench.add(database, kind + "-" + database.name(), port);
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
            if (kind.equals("validate")) {
                database.execute("ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID");
            }
            if (kind.equals("refresh")) {
                database.execute(
                        "CREATE MATERIALIZED VIEW mv AS SELECT id FROM t",
                        "CREATE UNIQUE INDEX mv_key ON mv (id)",
                        "ALTER MATERIALIZED VIEW mv OWNER TO " + watched.owner());
            }
            if (kind.equals("span")) {
                database.execute(
                        "CREATE TABLE p (id int) PARTITION BY RANGE (id)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)");
                for (String table : List.of("p", "p1", "p2")) {
                    database.execute("ALTER TABLE " + table + " OWNER TO " + watched.owner());
                }
            }
            if (kind.equals("views")) {
                database.execute("GRANT CREATE ON DATABASE \"" + database.name() + "\" TO " + watched.owner());
            }
            Order.Run order = order(kind, watched);
            // The last of several takes effect: it commits them.
            cases.add(new Case(kind, watched, order, order.statements().getLast()));
            limits.append("  ")
                    .append(watched.instance())
                    .append(": {actions: [")
                    .append(order.what().type())
                    .append("], highestRisk: high, runsPerHour: 100}\n");
        }
        bench.files(limits.toString());
        return cases;
    }

    private Order.Run order(String kind, Watched watched) throws SQLException {
        return switch (kind) {
            case "analyze" -> Orders.run(new Analyze("public", "t"), watched.target("t", null, port), Instant.now());
            case "vacuum" ->
                Orders.run(new Vacuum("public", "t", List.of()), watched.target("t", null, port), Instant.now());
            case "reindex" ->
                Orders.run(new ReindexIndex("public", "twin", "t"), watched.target("t", "twin", port), Instant.now());
            case "drop" ->
                Orders.run(
                        new DropIndex("public", "twin", "t", DropReason.DUPLICATE, "i", null, null),
                        watched.target("t", "twin", port),
                        Instant.now());
            case "create" ->
                Orders.run(
                        new CreateIndex(
                                "public",
                                "t",
                                "made",
                                "btree",
                                List.of(IndexColumn.ascending("payload")),
                                List.of(),
                                true,
                                null,
                                null),
                        watched.target("t", null, port),
                        Instant.now());
            case "span" ->
                Orders.run(
                        new CreateIndex(
                                "public",
                                "p",
                                "span",
                                "btree",
                                List.of(IndexColumn.ascending("id")),
                                List.of(),
                                false,
                                null,
                                List.of(
                                        new IndexPartition("public", "p1", "span1", "public", "span", false),
                                        new IndexPartition("public", "p2", "span2", "public", "span", false))),
                        watched.target("p", null, port),
                        Instant.now());
            case "storage" ->
                Orders.run(
                        new SetTableStorage("public", "t", List.of(new OptionChange("fillfactor", null, "70"))),
                        watched.target("t", null, port),
                        Instant.now());
            case "validate" ->
                Orders.run(
                        new ValidateConstraint("public", "t", "positive"),
                        watched.target("t", null, port),
                        Instant.now());
            case "refresh" ->
                Orders.run(
                        new RefreshMaterializedView("public", "mv", true),
                        watched.target("mv", null, port),
                        Instant.now());
            case "views" ->
                Orders.run(
                        new InstallMonitoringViews("tickbird_views", null, false),
                        watched.target(null, null, port),
                        Instant.now());
            case "cancel" ->
                Orders.run(
                        new CancelBackend(watched.database().name(), sleeping(watched.database())),
                        watched.target(null, null, port),
                        Instant.now());
            case "slot" ->
                signed(Slots.idle(watched.database(), watched.database().name()), watched);
            default -> signed(new TerminateBackend(watched.database().name(), idle(watched.database())), watched);
        };
    }

    private Order.Run signed(Action action, Watched watched) {
        return ActionsIT.signed(bench, action, watched.target(null, null, port));
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
        String pid =
                String.valueOf(session.unwrap(org.postgresql.PGConnection.class).getBackendPID());
        Await.until(
                LIMIT,
                "it sleeps",
                () -> !database.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid)
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

    /** Opens a transaction with a lock on each table that CONCURRENTLY waits for. */
    void write(List<Case> cases) throws SQLException {
        for (Case each : cases) {
            Connection writer = each.database().dataSource().getConnection();
            sessions.add(writer);
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("LOCK TABLE " + each.locked() + " IN ROW EXCLUSIVE MODE");
            }
        }
    }

    void rollBack() throws SQLException {
        for (Connection writer : sessions) {
            writer.rollback();
        }
    }

    /** It ended well, once, and left nothing behind. */
    void ended(Case each) {
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
                            case "span" -> List.of("i", "span", "span1", "span2", "twin");
                            case "refresh" -> List.of("i", "mv_key", "twin");
                            default -> List.of("i", "twin");
                        });
        assertThat(database.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT (indisvalid AND indisready)"))
                .isEmpty();
        assertThat(database.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
        Await.until(
                LIMIT,
                "the fence is given back",
                () -> database.query("SELECT holder FROM tickbird.fence").equals(List.of("null")));
        counts(each);
        views(each);
        if (each.kind().equals("slot")) {
            assertThat(Slots.names(each.database()))
                    .doesNotContain(each.database().name());
        }
    }

    private static void views(Case each) {
        if (each.kind().equals("views")) {
            assertThat(each.database()
                            .query("SELECT relname FROM pg_class WHERE relnamespace = 'tickbird_views'::regnamespace"))
                    .containsExactlyInAnyOrderElementsOf(MonitoringView.names());
        }
    }

    private static void counts(Case each) {
        String counter = each.kind().equals("analyze") ? "analyze_count" : "vacuum_count";
        if (each.kind().equals("analyze") || each.kind().equals("vacuum")) {
            assertThat(each.database().query("SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = 't'"))
                    .isEqualTo(List.of("1"));
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection session : sessions) {
            session.close();
        }
    }
}
