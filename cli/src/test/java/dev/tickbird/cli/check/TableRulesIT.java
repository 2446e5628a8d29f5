package dev.tickbird.cli.check;

import static dev.tickbird.cli.check.CheckRun.finding;
import static dev.tickbird.cli.check.CheckRun.found;
import static dev.tickbird.cli.check.CheckRun.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.schemas.common.Identifier;
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

/** What the rules on bloat, vacuum, statistics and sequences report of a real server, and what they leave alone. */
class TableRulesIT {
    private static final String MONITOR = "plain_monitor";

    @EveryMajor(only = {13, 18})
    void reportsSequencesNearTheEndOfWhatTheyFeed(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (id serial, small smallserial, big bigserial, ident int GENERATED ALWAYS AS IDENTITY (MAXVALUE 100))",
                "SELECT setval('t_id_seq', 2000000000)",
                "SELECT setval('t_small_seq', 26000)",
                "SELECT setval('t_big_seq', 2000000000)",
                "SELECT setval('t_ident_seq', 95)",
                "CREATE SEQUENCE wide AS bigint",
                "CREATE TABLE narrow (id int DEFAULT nextval('wide'))",
                "SELECT setval('wide', 1900000000)",
                "CREATE SEQUENCE round MAXVALUE 1000 CYCLE",
                "SELECT setval('round', 999)",
                "CREATE SEQUENCE down INCREMENT -1 MINVALUE -1000",
                "SELECT setval('down', -950)",
                "CREATE SEQUENCE fresh MAXVALUE 2");

        CheckReport report = CheckRun.report(database, "--rule", "sequence.*");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "sequence.exhaustion public.t_id_seq",
                        "sequence.exhaustion public.t_small_seq",
                        "sequence.exhaustion public.t_ident_seq",
                        "sequence.exhaustion public.wide",
                        "sequence.exhaustion public.down");
        assertThat(finding(report, "sequence.exhaustion", "public.t_id_seq").severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(finding(report, "sequence.exhaustion", "public.wide").severity())
                .isEqualTo(Severity.WARNING);
        assertThat(finding(report, "sequence.exhaustion", "public.t_ident_seq").remedy())
                .as("the type holds more than the sequence gives")
                .contains("MAXVALUE");
        assertThat(finding(report, "sequence.exhaustion", "public.t_id_seq").remedy())
                .contains("bigint");
    }

    @EveryMajor(only = {13, 18})
    void findsTheColumnThatASequenceEndsAtFirst(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE grown (id serial)",
                "ALTER TABLE grown ALTER id TYPE bigint",
                "SELECT setval('grown_id_seq', 2000000000)",
                "CREATE DOMAIN number AS int",
                "CREATE SEQUENCE of_domain",
                "CREATE TABLE dom (id number DEFAULT nextval('of_domain'))",
                "SELECT setval('of_domain', 2000000000)",
                "CREATE SEQUENCE shared",
                "CREATE TABLE wide (id bigint DEFAULT nextval('shared'))",
                "CREATE TABLE narrow (id int DEFAULT nextval('shared'))",
                "SELECT setval('shared', 2000000000)");

        CheckReport report = CheckRun.report(database, "--rule", "sequence.*");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "sequence.exhaustion public.grown_id_seq",
                        "sequence.exhaustion public.of_domain",
                        "sequence.exhaustion public.shared");
        assertThat(finding(report, "sequence.exhaustion", "public.shared").explanation())
                .contains("public.narrow.id (integer)");
        String remedy =
                finding(report, "sequence.exhaustion", "public.grown_id_seq").remedy();
        assertThat(remedy).contains("ALTER SEQUENCE public.grown_id_seq AS bigint");
        database.execute("ALTER SEQUENCE public.grown_id_seq AS bigint");
        assertThat(found(CheckRun.report(database, "--rule", "sequence.*")))
                .doesNotContain("sequence.exhaustion public.grown_id_seq");
    }

    @EveryMajor(only = {13, 18})
    void knowsEveryWordForOff_andLeavesEmptiedTablesAlone(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE forgotten (id int) WITH (autovacuum_enabled = 0, autovacuum_vacuum_threshold = '0x64')",
                "INSERT INTO forgotten SELECT generate_series(1, 20000)",
                "VACUUM ANALYZE forgotten",
                "CREATE TABLE small (id int) WITH (autovacuum_enabled = f)",
                "CREATE TABLE staged (id int) WITH (autovacuum_enabled = no)",
                "INSERT INTO staged SELECT generate_series(1, 20000)",
                "TRUNCATE staged");
        counted(database, "forgotten", "n_tup_ins", 20000);
        counted(database, "staged", "n_tup_ins", 20000);

        CheckReport report = CheckRun.report(database, "--rule", "vacuum.*");

        assertThat(found(report)).containsExactly("vacuum.autovacuum-off public.forgotten");
        assertThat(report.findings().getFirst().statements())
                .containsExactly("ALTER TABLE public.forgotten RESET (autovacuum_enabled)");
    }

    /** ANALYZE reads 30,000 rows: of an uneven column it takes half a million keys for less than a hundred thousand. */
    @EveryMajor(only = {13, 18})
    void doesNotTakeUnevenOrPartialIndexesForBloated(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "SELECT setseed(0.4)",
                "CREATE TABLE uneven (z int, half int) WITH (autovacuum_enabled = off, fillfactor = '99.6')",
                "INSERT INTO uneven SELECT (random() ^ 4 * 400000)::int, CASE WHEN i % 2 = 0 THEN i END"
                        + " FROM generate_series(1, 600000) i",
                "CREATE INDEX uneven_z ON uneven (z)",
                "CREATE INDEX uneven_half ON uneven (half) WHERE half IS NOT NULL",
                "ALTER INDEX uneven_z SET (fillfactor = 90)");
        counted(database, "uneven", "n_tup_ins", 600000);
        database.execute("VACUUM ANALYZE uneven");
        counted(database, "uneven", "analyze_count", 1);

        CheckReport report = CheckRun.report(
                database,
                "--rule",
                "bloat.*",
                "--set",
                "bloat.index.info-bytes=500000",
                "--set",
                "bloat.index.warning-percent=20");

        assertThat(found(report)).isEmpty();
        assertThat(unknown(report)).isSubsetOf("bloat.index public.uneven_z");
    }

    @EveryMajor(only = {13, 18})
    void reportsTablesThatVacuumAndAnalyzeMissed(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE dead (id int, v int) WITH (autovacuum_enabled = off)",
                "INSERT INTO dead SELECT i, i FROM generate_series(1, 50000) i",
                "VACUUM ANALYZE dead",
                "UPDATE dead SET v = v + 1",
                "CREATE TABLE never (id int) WITH (autovacuum_enabled = off)",
                "INSERT INTO never SELECT generate_series(1, 20000)",
                "CREATE TABLE calm (id int) WITH (autovacuum_enabled = off)",
                "INSERT INTO calm SELECT generate_series(1, 20000)",
                "VACUUM ANALYZE calm",
                "CREATE TABLE small (id int) WITH (autovacuum_enabled = off)",
                "INSERT INTO small SELECT generate_series(1, 100)",
                "CREATE TABLE nothing (id int)",
                "CREATE TABLE parts (k int) PARTITION BY RANGE (k)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9000) WITH (autovacuum_enabled = off)",
                "INSERT INTO parts SELECT generate_series(1, 4000)",
                "VACUUM ANALYZE parts_1");
        counted(database, "dead", "n_dead_tup", 50000);
        counted(database, "never", "n_tup_ins", 20000);
        counted(database, "parts_1", "n_tup_ins", 4000);

        CheckReport report = CheckRun.report(database, "--rule", "vacuum.*", "--rule", "statistics.*");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "vacuum.behind public.dead",
                        "vacuum.autovacuum-off public.dead",
                        "vacuum.autovacuum-off public.never",
                        "vacuum.autovacuum-off public.calm",
                        "vacuum.never public.never",
                        "statistics.missing public.never",
                        "statistics.missing public.parts");
        assertThat(finding(report, "vacuum.behind", "public.dead").severity())
                .as("50,000 dead rows of 100,000")
                .isEqualTo(Severity.WARNING);
        assertThat(finding(report, "statistics.missing", "public.parts").statements())
                .containsExactly("ANALYZE public.parts");
    }

    /** A session reports its changes late: the VACUUM that followed a DELETE is forgotten, the DELETE is not. */
    @EveryMajor(only = {18})
    void isNotFooledByCountersOlderThanTheVacuum(int major, TestPostgres postgres) throws SQLException {
        TestDatabase database = postgres.database(major);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int, pad text) WITH (autovacuum_enabled = off)");
            statement.execute("INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 60000) i");
            statement.execute("SELECT pg_stat_force_next_flush()");
            statement.execute("DELETE FROM t WHERE id % 10 <> 0");
            statement.execute("VACUUM (ANALYZE, TRUNCATE FALSE) t");
        }
        counted(database, "t", "n_dead_tup", 54000);

        CheckReport report = CheckRun.report(database, "--rule", "vacuum.*", "--rule", "bloat.*");

        assertThat(found(report)).containsExactly("bloat.table public.t");
        assertThat(unknown(report)).containsExactly("vacuum.behind public.t");
        assertThat(bloat(finding(report, "bloat.table", "public.t"))).isCloseTo(90, within(3.0));
    }

    @EveryMajor(only = {13, 18})
    void measuresBloatAndNothingElse(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE holes (id int PRIMARY KEY, pad text) WITH (autovacuum_enabled = off)",
                "INSERT INTO holes SELECT i, repeat('x', 80) FROM generate_series(1, 60000) i",
                "DELETE FROM holes WHERE id % 4 <> 0 AND id < 59990",
                "CREATE TABLE half (id int, pad text) WITH (fillfactor = 50, autovacuum_enabled = off)",
                "INSERT INTO half SELECT i, repeat('x', 80) FROM generate_series(1, 30000) i",
                "CREATE TABLE shed (id int, gone text, kept text) WITH (autovacuum_enabled = off)",
                "INSERT INTO shed SELECT i, repeat('x', 30), repeat('y', 60) FROM generate_series(1, 30000) i",
                "CREATE TABLE wide (id int, a text, b text) WITH (autovacuum_enabled = off)",
                "ALTER TABLE wide ALTER a SET STORAGE PLAIN",
                "INSERT INTO wide SELECT i, repeat('x', 4200), NULL FROM generate_series(1, 1500) i",
                "CREATE TABLE random (id text PRIMARY KEY) WITH (autovacuum_enabled = off)",
                "INSERT INTO random SELECT md5(i::text) FROM generate_series(1, 60000) i",
                "CREATE TABLE few (id int, k int) WITH (autovacuum_enabled = off)",
                "INSERT INTO few SELECT i, i % 4 FROM generate_series(1, 300000) i",
                "CREATE INDEX few_k ON few (k)",
                "CREATE TABLE nulls (id int, a int, b bigint, c text) WITH (autovacuum_enabled = off)",
                "INSERT INTO nulls SELECT i, NULL, NULL, CASE WHEN i % 2 = 0 THEN 'abc' END FROM generate_series(1, 60000) i");
        counted(database, "nulls", "n_tup_ins", 60000);
        for (String table : List.of("holes", "half", "shed", "wide", "random", "few", "nulls")) {
            database.execute("VACUUM (ANALYZE, TRUNCATE FALSE) " + table);
            counted(database, table, "analyze_count", 1);
        }

        CheckReport report = CheckRun.report(
                database,
                "--rule",
                "bloat.*",
                "--set",
                "bloat.table.info-bytes=500000",
                "--set",
                "bloat.index.info-bytes=500000");

        assertThat(unknown(report)).isEmpty();
        assertThat(found(report))
                .containsExactlyInAnyOrder("bloat.table public.holes", "bloat.index public.holes_pkey");
        double table = bloat(finding(report, "bloat.table", "public.holes"));
        double index = bloat(finding(report, "bloat.index", "public.holes_pkey"));
        long tableBefore = size(database, "holes");
        long indexBefore = size(database, "holes_pkey");
        database.execute("VACUUM FULL holes");
        assertThat(table).isCloseTo(freed(tableBefore, size(database, "holes")), within(3.0));
        assertThat(index).isCloseTo(freed(indexBefore, size(database, "holes_pkey")), within(3.0));
    }

    @EveryMajor(only = {13, 18})
    void tellsAPlainLoginWhatItMayNotKnow_untilTheSetupHasRun(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        login(database);
        database.execute(
                "CREATE TABLE known (id serial PRIMARY KEY, pad text) WITH (autovacuum_enabled = off)",
                "INSERT INTO known (pad) SELECT repeat('x', 200) FROM generate_series(1, 60000)",
                "CREATE TABLE \"we\"\"ird; --\" (id int GENERATED ALWAYS AS IDENTITY)",
                "DELETE FROM known WHERE id % 10 <> 0");
        counted(database, "known", "n_tup_del", 54000);
        database.execute("VACUUM (ANALYZE, TRUNCATE FALSE) known");
        counted(database, "known", "analyze_count", 1);
        String url = CheckRun.url(database, MONITOR, MONITOR);
        String[] options = CheckRun.json("--rule", "statistics.*", "--rule", "bloat.*", "--rule", "sequence.*");

        CheckReport plain = CheckRun.of(url, options).report();

        assertThat(found(plain)).isEmpty();
        assertThat(unknown(plain))
                .containsExactlyInAnyOrder(
                        "bloat.table public.known",
                        "sequence.exhaustion public.known_id_seq",
                        "sequence.exhaustion public.we\"ird; --_id_seq");
        assertThat(plain.unknown())
                .allSatisfy(unknown -> assertThat(unknown.fix()).isNotBlank());
        assertThat(plain.unknown())
                .extracting(CheckReport.Unknown::fix)
                .contains("GRANT SELECT ON SEQUENCE public.\"we\"\"ird; --_id_seq\" TO the monitoring role");

        database.execute(MonitoringSetup.database(new Identifier(MONITOR)));
        CheckReport prepared = CheckRun.of(url, options).report();

        assertThat(unknown(prepared)).isEmpty();
        assertThat(prepared.gaps()).isEmpty();
        assertThat(found(prepared)).containsExactly("bloat.table public.known");
    }

    private static void login(TestDatabase database) {
        if (database.query("SELECT 1 FROM pg_roles WHERE rolname = '" + MONITOR + "'")
                .isEmpty()) {
            database.execute(
                    MonitoringSetup.roles(new Identifier(MONITOR)),
                    "ALTER ROLE " + MONITOR + " PASSWORD '" + MONITOR + "'");
        }
        database.execute("CREATE EXTENSION pg_stat_statements");
    }

    private static double bloat(Finding finding) {
        return finding.evidence().stream()
                .filter(measure -> measure.measure().equals("bloat.percent"))
                .findFirst()
                .orElseThrow()
                .value()
                .doubleValue();
    }

    private static long size(TestDatabase database, String relation) {
        return Long.parseLong(
                database.query("SELECT pg_relation_size('" + relation + "')").getFirst());
    }

    private static double freed(long before, long after) {
        return 100.0 * (before - after) / before;
    }

    private static void counted(TestDatabase database, String table, String counter, long value) {
        Await.until(
                Duration.ofSeconds(20),
                table + "." + counter + " is " + value,
                () -> database.query("SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = '" + table + "'")
                        .equals(List.of(Long.toString(value))));
    }
}
