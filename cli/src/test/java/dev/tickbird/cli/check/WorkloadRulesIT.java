package dev.tickbird.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.CreateIndex;
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

/** What the rules that read statements say of real ones. */
class WorkloadRulesIT {
    private static final int ROWS = 40_000;
    private static final int TIMES = 30;
    private static final String[] MISSING = {
        "--rule", "index.missing", "--set", "index.missing.rows-per-hour=" + TIMES * ROWS
    };

    @EveryMajor(only = {13, 18})
    void namesTheColumnsThatStatementsAskFor(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        String hostile = "\"we\"\"ird; --\"";
        database.execute(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int, state text, made timestamptz, note text)",
                "CREATE TABLE served (id int PRIMARY KEY, customer int)",
                "CREATE INDEX ON served (customer)",
                "CREATE TABLE exported (id int PRIMARY KEY, customer int)",
                "CREATE TABLE summed (id int PRIMARY KEY, made timestamptz)",
                "CREATE TABLE flagged (id int PRIMARY KEY, done bool)",
                "CREATE TABLE tiny (id int, customer int)",
                "CREATE TABLE " + hostile + " (" + hostile + " int, other int)",
                rows("INSERT INTO orders SELECT g, g % 5000, 's' || g % 4, now() - g * interval '1 min', 'n' FROM"),
                rows("INSERT INTO served SELECT g, g % 5000 FROM"),
                rows("INSERT INTO exported SELECT g, g % 5000 FROM"),
                rows("INSERT INTO summed SELECT g, now() - g * interval '1 min' FROM"),
                rows("INSERT INTO flagged SELECT g, g % 2 = 0 FROM"),
                "INSERT INTO tiny SELECT g, g FROM generate_series(1, 100) g",
                rows("INSERT INTO " + hostile + " SELECT g, g FROM"),
                "VACUUM ANALYZE");

        often(
                database,
                "SELECT * FROM orders WHERE customer = %d AND state = 's1' ORDER BY made DESC LIMIT 10",
                "SELECT * FROM orders WHERE customer = %d",
                "SELECT * FROM served WHERE customer = %d AND id + 0 = 7",
                "SELECT count(customer) FROM exported",
                "SELECT count(*) FROM summed WHERE made > now() - interval '10 days'",
                "SELECT * FROM flagged WHERE done OFFSET 19000",
                "SELECT * FROM tiny WHERE customer = %d",
                "SELECT * FROM " + hostile + " WHERE " + hostile + " = %d");
        counted(database, "we\"ird; --", TIMES);

        CheckReport report = CheckRun.report(database, MISSING);

        assertThat(report.findings().stream()
                        .map(finding -> finding.subject().label())
                        .toList())
                .containsExactlyInAnyOrder("public.orders", "public.we\"ird; --");
        Finding orders = CheckRun.finding(report, "index.missing", "public.orders");
        assertThat(orders.provisional())
                .as("its counters are older than we are")
                .isTrue();
        assertThat(orders.remedy())
                .contains("ON public.orders USING btree (customer, ")
                .contains("no longer HOT");
        assertThat(orders.explanation())
                .containsPattern(
                        "2 statements that an index would serve ran 60 times in .*, took [1-9].* (ms|s|min) and read");
        assertThat(orders.explanation())
                .as("the planner was asked, and HypoPG is not there")
                .contains("The planner reads the whole table for them today.")
                .contains("What helps: CREATE EXTENSION hypopg.");
        Finding weird = CheckRun.finding(report, "index.missing", "public.we\"ird; --");
        assertThat(weird.explanation()).contains("The planner reads the whole table for them today.");
        assertThat(weird.remedy()).contains("USING btree (" + hostile + ")");
        database.execute(orders.remedy().substring(0, orders.remedy().indexOf(';')));
        database.execute("ANALYZE orders");
        assertThat(CheckRun.report(database, MISSING).findings())
                .as("what it proposed serves both")
                .extracting(finding -> finding.subject().label())
                .containsExactly("public.we\"ird; --");
    }

    @EveryMajor(only = {13, 18})
    void aPartitionedTableLacksAnIndexAsAWhole(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE events (id int, customer int) PARTITION BY RANGE (id)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (20000)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (20000) TO (50000)",
                rows("INSERT INTO events SELECT g, g % 5000 FROM"),
                "VACUUM ANALYZE");
        often(database, "SELECT * FROM events WHERE customer = %d");
        counted(database, "events_2", TIMES);

        CheckReport report = CheckRun.report(database, MISSING);

        assertThat(report.findings())
                .extracting(finding -> finding.subject().label())
                .containsExactly("public.events");
        Finding events = report.findings().getFirst();
        assertThat(events.action()).isNull();
        assertThat(events.remedy()).contains("CREATE INDEX ON ONLY public.events (customer)");
        assertThat(events.explanation()).contains("The planner reads the whole table for them today.");
    }

    @EveryMajor(only = {13, 18})
    void findsSearchesWithoutAnIndex(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE notes (id int, body text, words tsvector, data jsonb, quiet jsonb)",
                rows(
                        "INSERT INTO notes SELECT g, 'word ' || g, to_tsvector('english', 'word ' || g), '{\"a\": 1}', '{}' FROM"),
                "CREATE TABLE well (id int, body text, words tsvector, data jsonb)",
                rows(
                        "INSERT INTO well SELECT g, 'word ' || g, to_tsvector('english', 'word ' || g), '{\"a\": 1}' FROM"),
                "CREATE INDEX ON well USING gin (to_tsvector('english', body))",
                "CREATE INDEX ON well USING gist (words)",
                "CREATE INDEX ON well USING gin (data jsonb_path_ops)",
                "CREATE TABLE small (words tsvector)",
                "VACUUM ANALYZE");
        for (String table : List.of("notes", "well")) {
            often(
                    database,
                    "SELECT id FROM " + table
                            + " WHERE to_tsvector('english', body) @@ to_tsquery('english', 'x') AND id < 0",
                    "SELECT id FROM " + table + " WHERE words @@ to_tsquery('x') LIMIT 1",
                    "SELECT id FROM " + table + " WHERE data @> '{\"a\": %d}' LIMIT 1");
        }

        CheckReport report = CheckRun.report(
                database,
                "--rule",
                "index.fts-not-gin",
                "--rule",
                "index.jsonb-not-gin",
                "--set",
                "index.jsonb-not-gin.min-calls=" + TIMES);

        assertThat(CheckRun.found(report))
                .containsExactlyInAnyOrder(
                        "index.fts-not-gin public.notes.body",
                        "index.fts-not-gin public.notes.words",
                        "index.jsonb-not-gin public.notes.data");
        Finding words = CheckRun.finding(report, "index.fts-not-gin", "public.notes.words");
        assertThat(words.action()).isInstanceOf(CreateIndex.class);
        assertThat(CheckRun.finding(report, "index.fts-not-gin", "public.notes.body")
                        .action())
                .as("its configuration is not known")
                .isNull();
        assertThat(CheckRun.finding(report, "index.jsonb-not-gin", "public.notes.data")
                        .remedy())
                .contains("jsonb_path_ops");
    }

    @EveryMajor(only = {13, 18})
    void findsPatternIndexesBesideBytewiseOnes(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE names (bytewise text COLLATE \"C\", worded text COLLATE \"und-x-icu\", plain varchar(20) COLLATE \"POSIX\")",
                "CREATE INDEX bytewise_plain ON names (bytewise)",
                "CREATE INDEX bytewise_like ON names (bytewise text_pattern_ops)",
                "CREATE INDEX worded_plain ON names (worded)",
                "CREATE INDEX worded_like ON names (worded text_pattern_ops)",
                "CREATE INDEX plain_plain ON names (plain)",
                "CREATE UNIQUE INDEX plain_like ON names (plain varchar_pattern_ops)",
                "CREATE INDEX both_plain ON names (bytewise, plain)",
                "CREATE INDEX both_like ON names (bytewise text_pattern_ops, plain varchar_pattern_ops)");

        CheckReport report = CheckRun.report(database, "--rule", "index.redundant-pattern-ops");

        assertThat(CheckRun.found(report))
                .containsExactlyInAnyOrder(
                        "index.redundant-pattern-ops public.bytewise_like",
                        "index.redundant-pattern-ops public.both_like");
        assertThat(report.findings().getFirst().remedy()).startsWith("DROP INDEX CONCURRENTLY public.");
    }

    private static String rows(String insert) {
        return insert + " generate_series(1, " + ROWS + ") g";
    }

    /** From a client: what runs inside a function is not tracked by itself. */
    private static void often(TestDatabase database, String... statements) {
        try (Connection connection = database.dataSource().getConnection();
                Statement session = connection.createStatement()) {
            for (int i = 1; i <= TIMES; i++) {
                for (String statement : statements) {
                    session.execute(statement.replace("%d", Integer.toString(i)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session reports what it read some time later. */
    private static void counted(TestDatabase database, String table, int scans) {
        Await.until(
                Duration.ofSeconds(30),
                "the scans of " + table + " are counted",
                () ->
                        database
                                        .query("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = '" + table
                                                + "'")
                                        .stream()
                                        .mapToLong(Long::parseLong)
                                        .sum()
                                >= scans);
    }
}
