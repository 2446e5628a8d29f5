package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.StatementsSource;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Views for people: what they show, whose schema they go into, and that nothing but them ever goes. */
@ExtendWith(SharedKafka.class)
class MonitoringViewsIT {
    private static final String NAME = "we\"ird; --";
    private static final String QUOTED = ActionsIT.quoted(NAME);
    private static final String USUAL = "tickbird_views";

    @EveryMajor(only = {13, 18})
    void answerAnybodyWhoMonitors_andGoAgain(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE SCHEMA " + QUOTED,
                    "CREATE EXTENSION pg_stat_statements SCHEMA " + QUOTED,
                    "CREATE TABLE wide AS SELECT g AS id, repeat('x', 100) AS v FROM generate_series(1, 20000) g",
                    "CREATE INDEX by_id ON wide (id)",
                    "DELETE FROM wide WHERE id % 2 = 0",
                    "CREATE TABLE p (id int) PARTITION BY RANGE (id)",
                    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)",
                    "CREATE TABLE rest PARTITION OF p DEFAULT",
                    "GRANT SELECT ON wide TO tb_monitor",
                    "GRANT CREATE ON DATABASE " + ActionsIT.quoted(bench.database.name()) + " TO " + Bench.OWNER,
                    "GRANT USAGE ON SCHEMA " + QUOTED + " TO " + Bench.OWNER);
            bench.database.execute("VACUUM ANALYZE wide");
            bench.start();
            InstallMonitoringViews install = new InstallMonitoringViews(NAME + "2", statements(bench, NAME), false);

            Outcome done = run(bench, install);

            assertThat(done.state()).as(done.reason()).isEqualTo(ActionState.SUCCEEDED);
            String in = " FROM " + ActionsIT.quoted(NAME + "2") + ".";
            assertThat(monitor(
                            bench, "SELECT index_bytes > 0, live_rows" + in + "table_health WHERE table_name = 'wide'"))
                    .isEqualTo("t 10000");
            assertThat(monitor(
                            bench,
                            "SELECT table_name, scans, is_unique" + in + "index_usage WHERE index_name = 'by_id'"))
                    .isEqualTo("wide 0 f");
            assertThat(monitor(
                            bench,
                            "SELECT estimated_bloat_percent BETWEEN 45 AND 55, estimated_row_bytes BETWEEN 125 AND 140"
                                    + in + "table_bloat WHERE table_name = 'wide'"))
                    .isEqualTo("t t");
            assertThat(monitor(
                            bench,
                            "SELECT count(*) > 0, count(query) > 0" + in
                                    + "slow_queries WHERE query LIKE '%CREATE INDEX by_id%'"))
                    .isEqualTo("t t");
            assertThat(monitor(
                            bench,
                            "SELECT partitions, default_partition, strategy" + in
                                    + "partition_health WHERE table_name = 'p'"))
                    .isEqualTo("2 rest range");
            assertThat(longRunning(bench, in)).isEqualTo("idle in transaction t t");
            assertThat(run(bench, install).state()).isEqualTo(ActionState.SKIPPED);
            Outcome undone = run(bench, ((Undo.ByAction) install.undo()).action());
            assertThat(undone.state()).as(undone.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(bench.database.query("SELECT 1 FROM pg_namespace WHERE nspname = '" + NAME + "2'"))
                    .isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void sayWhatTheLoginLacks_andAreMadeWithoutTheExtension(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            String database = ActionsIT.quoted(bench.database.name());
            bench.start();

            Outcome noCreate = run(bench, new InstallMonitoringViews(USUAL, null, false));
            bench.database.execute("CREATE SCHEMA " + USUAL + " AUTHORIZATION " + Bench.OWNER);
            Outcome appeared = run(bench, new InstallMonitoringViews(USUAL, null, false));
            Outcome into = run(bench, new InstallMonitoringViews(USUAL, null, true));
            bench.database.execute("CREATE SCHEMA hidden", "CREATE EXTENSION pg_stat_statements SCHEMA hidden");
            Outcome came = run(bench, new InstallMonitoringViews(USUAL + "2", null, false));
            bench.database.execute("GRANT CREATE ON DATABASE " + database + " TO " + Bench.OWNER);
            Outcome noUse = run(bench, new InstallMonitoringViews(USUAL, statements(bench, "hidden"), true));
            Outcome moved = run(bench, new InstallMonitoringViews(USUAL, statements(bench, "public"), true));

            assertThat(noCreate.state()).isEqualTo(ActionState.FAILED);
            assertThat(noCreate.reason()).contains("GRANT CREATE ON DATABASE " + bench.database.name());
            assertThat(appeared.state()).isEqualTo(ActionState.STALE);
            assertThat(into.state()).as(into.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(monitor(bench, "SELECT count(*) FROM tickbird_views.slow_queries"))
                    .isEqualTo("0");
            assertThat(monitor(bench, "SELECT obj_description('tickbird_views.slow_queries'::regclass)"))
                    .contains("pg_stat_statements is not installed");
            assertThat(came.reason()).contains("may not create a schema");
            assertThat(noUse.state()).isEqualTo(ActionState.FAILED);
            assertThat(noUse.reason()).contains("GRANT USAGE ON SCHEMA hidden");
            assertThat(moved.state()).isEqualTo(ActionState.STALE);
            assertThat(moved.reason()).contains("in schema hidden now");
        }
    }

    @EveryMajor(only = {13, 18})
    void leaveAloneWhatIsNotOurs(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE SCHEMA theirs",
                    "CREATE SCHEMA used AUTHORIZATION " + Bench.OWNER,
                    "CREATE TABLE used.notes (id int)",
                    "CREATE VIEW used.table_health AS SELECT 1 AS one",
                    "CREATE SCHEMA described AUTHORIZATION " + Bench.OWNER,
                    "COMMENT ON SCHEMA described IS 'reports of the shop'",
                    "CREATE SCHEMA ours AUTHORIZATION " + Bench.OWNER);
            bench.start();

            Outcome theirs = run(bench, new InstallMonitoringViews("theirs", null, true));
            Outcome used = run(bench, new InstallMonitoringViews("used", null, true));
            Outcome described = run(bench, new InstallMonitoringViews("described", null, true));
            Outcome removed = run(bench, new RemoveMonitoringViews("theirs", null, true));

            assertThat(theirs.reason()).contains("belongs to");
            assertThat(used.reason()).contains("holds what is not ours", "table used.notes", "view used.table_health");
            assertThat(described.reason()).contains("by its comment");
            assertThat(removed.reason()).contains("belongs to");
            assertThat(List.of(theirs, used, described, removed))
                    .allSatisfy(outcome -> assertThat(outcome.state()).isEqualTo(ActionState.FAILED));

            assertThat(run(bench, new InstallMonitoringViews("ours", null, true))
                            .state())
                    .isEqualTo(ActionState.SUCCEEDED);
            bench.database.execute("CREATE TABLE ours.notes (id int)");
            Outcome came = run(bench, new RemoveMonitoringViews("ours", null, true));
            assertThat(came.state()).isEqualTo(ActionState.STALE);
            assertThat(run(bench, new RemoveMonitoringViews("ours", null, false))
                            .state())
                    .isEqualTo(ActionState.SUCCEEDED);
            assertThat(objects(bench, "ours")).isEqualTo(List.of("notes"));
        }
    }

    @EveryMajor(only = {13, 18})
    void areMadeAnewInOneTransaction_orNotAtAll(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute("CREATE SCHEMA " + USUAL + " AUTHORIZATION " + Bench.OWNER);
            bench.start();
            assertThat(run(bench, new InstallMonitoringViews(USUAL, null, true)).state())
                    .isEqualTo(ActionState.SUCCEEDED);
            String old = "Views for people. (tickbird-views 0)";
            bench.database.execute(
                    "COMMENT ON SCHEMA " + USUAL + " IS '" + old + "'",
                    "DROP VIEW tickbird_views.slow_queries",
                    "CREATE VIEW report AS SELECT table_name FROM tickbird_views.table_health");

            Outcome used = run(bench, new InstallMonitoringViews(USUAL, null, true));

            assertThat(used.state()).isEqualTo(ActionState.FAILED);
            assertThat(used.reason()).contains("depend on them");
            assertThat(objects(bench, USUAL)).hasSize(MonitoringView.names().size() - 1);
            bench.database.execute("DROP VIEW report");
            Outcome anew = run(bench, new InstallMonitoringViews(USUAL, null, true));
            assertThat(anew.state()).as(anew.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(objects(bench, USUAL)).containsExactlyInAnyOrderElementsOf(MonitoringView.names());
        }
    }

    private static Outcome run(Bench bench, Action action) {
        return bench.end(bench.order(action, bench.target(null, null)).action());
    }

    private static StatementsSource statements(Bench bench, String schema) {
        return new StatementsSource(
                schema,
                bench.database
                        .query("SELECT default_version FROM pg_available_extensions WHERE name = 'pg_stat_statements'")
                        .getFirst());
    }

    private static List<String> objects(Bench bench, String schema) {
        return bench.database.query(
                "SELECT relname FROM pg_class WHERE relnamespace = '" + schema + "'::regnamespace ORDER BY 1");
    }

    /** A transaction of somebody else's, seen through the view. */
    private static String longRunning(Bench bench, String in) throws SQLException {
        try (Connection other = bench.database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 'of somebody'");
            int pid = other.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            return monitor(
                    bench,
                    "SELECT state, query LIKE '%of somebody%', transaction_milliseconds >= 0" + in
                            + "long_running_queries WHERE process_id = " + pid);
        }
    }

    /** The only row, as a login sees it that is a member of pg_monitor and nothing else. */
    private static String monitor(Bench bench, String sql) throws SQLException {
        try (Connection connection = bench.database
                        .server()
                        .dataSource(bench.database.name(), "tb_monitor", Watched.PASSWORD)
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            StringBuilder words = new StringBuilder();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                words.append(column == 1 ? "" : " ").append(row.getString(column));
            }
            return words.toString();
        }
    }
}
