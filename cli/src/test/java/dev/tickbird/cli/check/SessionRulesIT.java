package dev.tickbird.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What the rules on sessions, locks, the horizon and statements report of a real server. */
class SessionRulesIT {
    @EveryMajor(only = {13, 18})
    void reportsWhoBlocksWhomAndHoldsTheHorizon(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 1), (2, 2)");
        try (Connection holder = begun(database, "forgetful app", "UPDATE t SET v = 5 WHERE id = 1");
                Connection waiter = begun(database, "waiting app", "SELECT 1")) {
            Thread waits = Thread.ofVirtual().start(() -> update(waiter));
            Await.until(
                    Duration.ofSeconds(20),
                    "one session waits for the other",
                    () -> database.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database()")
                            .equals(List.of("1")));

            CheckReport report = CheckRun.report(
                    database,
                    "--rule",
                    "session.*",
                    "--rule",
                    "lock.*",
                    "--rule",
                    "vacuum.horizon",
                    "--set",
                    "session.idle-in-transaction.blocking-after=0s",
                    "--set",
                    "vacuum.horizon.warning-after=0s");

            Finding idle = only(report, "session.idle-in-transaction");
            assertThat(idle.title()).contains("forgetful app");
            assertThat(idle.statements()).singleElement().asString().contains("pg_terminate_backend");
            assertThat(only(report, "lock.blocking-tree").title()).contains("forgetful app", "blocks 1 session");
            assertThat(only(here(report, database), "vacuum.horizon").title()).contains("forgetful app");
            holder.rollback();
            waits.join(Duration.ofSeconds(20));
        }
        assertThat(CheckRun.report(database, "--rule", "session.*", "--rule", "lock.*")
                        .findings())
                .isEmpty();
    }

    @EveryMajor(only = {13, 18})
    void tellsWhatAHeldHorizonExplainsUnderIt(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE one (id int)", "CREATE TABLE two (id int)");
        try (Connection holder = begun(database, "forgetful app", "SELECT count(*) FROM one")) {
            for (String table : List.of("one", "two")) {
                database.execute(
                        "ALTER TABLE " + table + " SET (autovacuum_enabled = off)",
                        "INSERT INTO " + table + " SELECT generate_series(1, 12000)",
                        "ANALYZE " + table,
                        "DELETE FROM " + table);
            }
            Await.until(
                    Duration.ofSeconds(30),
                    "dead rows are counted",
                    () -> database.query("SELECT sum(n_dead_tup) FROM pg_stat_user_tables")
                            .equals(List.of("24000")));
            String[] options = {
                "--rule", "vacuum.horizon", "--rule", "vacuum.behind", "--set", "vacuum.horizon.warning-after=0s"
            };

            CheckReport report = CheckRun.report(database, options);

            Finding cause = only(here(report, database), "vacuum.horizon");
            assertThat(report.findings())
                    .filteredOn(finding -> finding.rule().equals("vacuum.behind"))
                    .hasSize(2)
                    .allSatisfy(symptom -> {
                        assertThat(symptom.causedBy()).isEqualTo(cause.id());
                        assertThat(symptom.action())
                                .as("it would remove nothing")
                                .isNull();
                    });
            String said = CheckRun.of(database, options).said();
            assertThat(said).contains("It explains 2 more findings:", "- public.one waits for a vacuum");
            assertThat(said.lines().filter(line -> line.matches("(CRITICAL|WARNING) .*vacuum.behind")))
                    .as("the cause alone stands for all")
                    .isEmpty();
            assertThat(CheckRun.of(database, "--format", "html", "--set", "vacuum.horizon.warning-after=0s")
                            .said())
                    .contains("<details><summary>It explains ");
            holder.rollback();
            CheckReport after = CheckRun.report(database, options);
            assertThat(here(after, database)).hasSize(2).allSatisfy(finding -> {
                assertThat(finding.causedBy()).isNull();
                assertThat(finding.action()).isNotNull();
            });
        }
    }

    @EveryMajor(only = {18})
    void leavesABackupAlone(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (id int)");
        try (Connection dump = begun(database, "pg_dump", "SELECT count(*) FROM t");
                Connection other = begun(database, "not pg_dump", "SELECT count(*) FROM t")) {
            CheckReport report = CheckRun.report(
                    database, "--rule", "session.*", "--set", "session.idle-in-transaction.warning-after=0s");

            assertThat(report.findings())
                    .singleElement()
                    .satisfies(found -> assertThat(found.title()).contains("not pg_dump"));
            assertThat(other.isClosed() || dump.isClosed()).isFalse();
        }
    }

    @EveryMajor(only = {18})
    void reportsAWaitThatBothLooksSaw(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 1)");
        try (Connection holder = begun(database, "holder", "UPDATE t SET v = 5 WHERE id = 1");
                Connection waiter = begun(database, "waiter", "SELECT 1")) {
            Thread waits = Thread.ofVirtual().start(() -> update(waiter));
            Await.until(
                    Duration.ofSeconds(20),
                    "one session waits for the other",
                    () -> database.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database()")
                            .equals(List.of("1")));

            assertThat(CheckRun.report(database, "--rule", "lock.*", "--interval", "10ms")
                            .findings())
                    .hasSize(1);
            holder.rollback();
            waits.join(Duration.ofSeconds(20));
        }
        assertThat(CheckRun.report(database, "--rule", "lock.*", "--interval", "10ms")
                        .findings())
                .isEmpty();
    }

    @EveryMajor(only = {13, 18})
    void reportsAForgottenPreparedTransaction(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        String name = "forgotten <" + database.name() + "> '";
        database.execute(
                "CREATE TABLE t (id int)",
                "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION '" + name.replace("'", "''") + "'");
        try {
            CheckReport report =
                    CheckRun.report(database, "--rule", "vacuum.horizon", "--set", "vacuum.horizon.warning-after=0s");

            Finding found = report.findings().stream()
                    .filter(finding -> finding.title().contains(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not told, but " + report.findings()));
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.action()).as("whose work it is, only people know").isNull();
        } finally {
            database.execute("ROLLBACK PREPARED '" + name.replace("'", "''") + "'");
        }
    }

    @EveryMajor(only = {13, 18})
    void reportsSlowStatementsWithoutTheirLiterals(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE EXTENSION pg_stat_statements");
        for (int i = 0; i < 3; i++) {
            database.execute("SELECT pg_sleep(0.02), 'Tr0ub4dor" + i + "' AS secret");
        }

        CheckReport report = CheckRun.report(
                database,
                "--rule",
                "statement.slow",
                "--set",
                "statement.slow.min-calls=3",
                "--set",
                "statement.slow.min-mean-ms=15");

        assertThat(report.findings())
                .filteredOn(finding -> String.valueOf(finding.subject()).contains("AS secret"))
                .singleElement()
                .satisfies(finding -> assertThat(String.valueOf(finding)).doesNotContain("Tr0ub4dor"));
    }

    private static Finding only(CheckReport report, String rule) {
        return only(report.findings(), rule);
    }

    private static Finding only(List<Finding> findings, String rule) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.rule().equals(rule)).toList();
        assertThat(found).as(rule + " in " + findings).hasSize(1);
        return found.getFirst();
    }

    /** Without what other tests' sessions do in their databases of the same server. */
    private static List<Finding> here(CheckReport report, TestDatabase database) {
        return report.findings().stream()
                .filter(finding -> {
                    String where = finding.subject().inDatabase();
                    return where == null || where.equals(database.name());
                })
                .toList();
    }

    private static Connection begun(TestDatabase database, String application, String sql) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + application + "'");
            connection.setAutoCommit(false);
            statement.execute(sql);
        }
        return connection;
    }

    private static void update(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE t SET v = 6 WHERE id = 1");
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
