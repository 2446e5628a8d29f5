package dev.tickbird.cli.check;

import static dev.tickbird.cli.check.CheckRun.finding;
import static dev.tickbird.cli.check.CheckRun.found;
import static dev.tickbird.cli.check.CheckRun.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;

/** What the rules on the whole server report of a real one, and what they leave alone. */
class FactsRulesIT {
    private static final String PLAIN = "plain_login";

    @EveryMajor(only = {13, 18})
    void seesTheAgeOfEveryDatabaseAndTable_andAFreezeMakesThemYoung(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE \"we\"\"ird; --\" (a int, wide text)",
                "INSERT INTO \"we\"\"ird; --\" SELECT i, repeat('x', i) FROM generate_series(1, 3) i",
                "DO $$ BEGIN FOR i IN 1..30000 LOOP PERFORM txid_current(); COMMIT; END LOOP; END $$");
        String[] options = {
            "--rule",
            "vacuum.wraparound-*",
            "--set",
            "vacuum.wraparound-xid.warning-age=20000",
            "--set",
            "vacuum.wraparound-xid.warning-factor=0"
        };

        CheckReport report = CheckRun.report(database, options);

        assertThat(found(report))
                .contains(
                        "vacuum.wraparound-xid database template0",
                        "vacuum.wraparound-xid database " + database.name(),
                        "vacuum.wraparound-xid public.we\"ird; --")
                .noneMatch(line -> line.startsWith("vacuum.wraparound-mxid"));
        Finding table = finding(report, "vacuum.wraparound-xid", "public.we\"ird; --");
        assertThat(table.statements()).containsExactly("VACUUM (TRUNCATE FALSE, FREEZE) public.\"we\"\"ird; --\"");
        database.execute(table.statements().toArray(String[]::new));
        assertThat(found(CheckRun.report(database, options)))
                .doesNotContain("vacuum.wraparound-xid public.we\"ird; --");
    }

    @EveryMajor(only = {13, 18})
    void findsNothingTooOldOnAFreshServer(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (a int)");

        assertThat(found(CheckRun.report(
                        database,
                        "--rule",
                        "vacuum.*",
                        "--rule",
                        "cache.*",
                        "--rule",
                        "collation.*",
                        "--interval",
                        "10ms")))
                .isEmpty();
    }

    @EveryMajor(only = {13, 18})
    void reportsAPreparedTransactionThatNobodyEnded(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        String gid = "two-phase <" + database.name() + "> '";
        String quoted = "'" + gid.replace("'", "''") + "'";
        database.execute("CREATE TABLE t (id int)", "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION " + quoted);
        try {
            assertThat(titles(CheckRun.report(database, "--rule", "vacuum.prepared-transaction")))
                    .as("it is young")
                    .isEmpty();
            assertThat(titles(CheckRun.report(
                            database,
                            "--rule",
                            "vacuum.prepared-transaction",
                            "--set",
                            "vacuum.prepared-transaction.warning-after=0s")))
                    .contains("prepared transaction " + gid + " was never ended");
        } finally {
            database.execute("ROLLBACK PREPARED " + quoted);
        }
    }

    @EveryMajor(only = {13, 18})
    void reportsDangerousSettings_butNotThoseOfOurOwnLogin(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute("ALTER DATABASE " + new Identifier(database.name()).sql() + " SET synchronous_commit = off");

        CheckReport report = CheckRun.report(database, "--rule", "config.advice");

        assertThat(finding(report, "config.advice", "setting fsync").severity())
                .as("a server for tests")
                .isEqualTo(Severity.CRITICAL);
        assertThat(found(report))
                .contains("config.advice setting full_page_writes")
                .doesNotContain("config.advice setting synchronous_commit");
    }

    @EveryMajor(only = {13, 18})
    void reportsASettingThatWaitsForARestart(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute("ALTER SYSTEM SET max_pred_locks_per_transaction = 65", "SELECT pg_reload_conf()");
        try {
            Await.until(
                    Duration.ofSeconds(20),
                    "the drift is seen",
                    () -> found(CheckRun.report(database, "--rule", "config.drift"))
                            .contains("config.drift setting max_pred_locks_per_transaction"));
        } finally {
            // taken out of the file alone, PostgreSQL would go on saying so
            database.execute("ALTER SYSTEM SET max_pred_locks_per_transaction = 64", "SELECT pg_reload_conf()");
        }
        Await.until(
                Duration.ofSeconds(20),
                "nothing waits for a restart",
                () -> found(CheckRun.report(database, "--rule", "config.drift")).isEmpty());
    }

    @EveryMajor(only = {13})
    void reportsAVersionWithoutSupport(int major, TestPostgres postgres) {
        CheckReport report = CheckRun.report(postgres.database(major), "--rule", "version.outdated");

        assertThat(titles(report)).singleElement().asString().endsWith("gets no more fixes");
        assertThat(unknown(CheckRun.report(postgres.database(major), "--rule", "collation.*")))
                .hasSize(1);
    }

    @EveryMajor(only = {18})
    void reportsACollationOfAnotherVersion_untilItIsRefreshed(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        String name = new Identifier(database.name()).sql();
        String otherVersion = "UPDATE pg_database SET datcollversion = '0' WHERE datname = '" + database.name() + "'";
        database.execute(otherVersion);
        assertThat(collations(database)).as("C never changes").isEmpty();

        PostgresServer server = database.server();
        server.dropDatabase(database.name());
        server.execute(
                "postgres",
                "CREATE DATABASE " + name + " TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'");
        assertThat(collations(database)).isEmpty();
        database.execute(otherVersion);
        assertThat(collations(database)).containsExactly("collation.mismatch database " + database.name());

        database.execute("ALTER DATABASE " + name + " REFRESH COLLATION VERSION");
        assertThat(collations(database)).isEmpty();
    }

    private static List<String> collations(TestDatabase database) {
        return found(CheckRun.report(database, "--rule", "collation.mismatch"));
    }

    @EveryMajor(only = {13, 18})
    void tellsALoginWithoutPrivilegesWhatItCannotSee(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        if (database.query("SELECT 1 FROM pg_roles WHERE rolname = '" + PLAIN + "'")
                .isEmpty()) {
            database.execute("CREATE ROLE " + PLAIN + " LOGIN PASSWORD '" + PLAIN + "'");
        }
        String url = CheckRun.url(database, PLAIN, PLAIN);

        CheckReport report = CheckRun.of(
                        url, CheckRun.json("--rule", "vacuum.*", "--rule", "config.*", "--rule", "version.*"))
                .report();

        assertThat(report.unknown())
                .filteredOn(open -> open.rule().equals("vacuum.workers-saturated"))
                .singleElement()
                .satisfies(open -> assertThat(open.fix()).contains("pg_monitor"));
        assertThat(found(report)).as("settings are for everybody").contains("config.advice setting fsync");
        assertThat(report.unknown()).noneMatch(open -> open.reason().startsWith("the rule failed"));
    }

    private static List<String> titles(CheckReport report) {
        return report.findings().stream().map(Finding::title).toList();
    }
}
