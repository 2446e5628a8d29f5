package dev.tickbird.cli.check;

import static dev.tickbird.cli.check.CheckRun.finding;
import static dev.tickbird.cli.check.CheckRun.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the rules on keys, constraints and statistics report of a real catalog, and what they leave alone. */
class CatalogRulesIT {
    private static final String HOSTILE = "public.we\"ird; --";

    @EveryMajor(only = {13, 18})
    void reportsTablesWhoseRowsNothingTellsApart(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE plain AS SELECT i AS a FROM generate_series(1, 2000) i",
                "CREATE TABLE keyed (a int PRIMARY KEY)",
                "INSERT INTO keyed SELECT generate_series(1, 2000)",
                "CREATE TABLE small (a int)",
                "CREATE TABLE whole (a int)",
                "ALTER TABLE whole REPLICA IDENTITY FULL",
                "INSERT INTO whole SELECT generate_series(1, 2000)",
                "CREATE TABLE identified (a int NOT NULL)",
                "CREATE UNIQUE INDEX identified_a ON identified (a)",
                "ALTER TABLE identified REPLICA IDENTITY USING INDEX identified_a",
                "INSERT INTO identified SELECT generate_series(1, 2000)",
                "CREATE TABLE \"we\"\"ird; --\" (a int NOT NULL)",
                "CREATE UNIQUE INDEX \"k\"\"ey; --\" ON \"we\"\"ird; --\" (a)",
                "INSERT INTO \"we\"\"ird; --\" SELECT generate_series(1, 2000)",
                "CREATE TABLE events (k int) PARTITION BY RANGE (k)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9000)",
                "INSERT INTO events SELECT generate_series(1, 2000)",
                "CREATE TABLE ordered (k int PRIMARY KEY) PARTITION BY RANGE (k)",
                "CREATE TABLE ordered_1 PARTITION OF ordered FOR VALUES FROM (0) TO (9000)",
                "INSERT INTO ordered SELECT generate_series(1, 2000)",
                "CREATE MATERIALIZED VIEW seen AS SELECT * FROM plain",
                "CREATE TEMP TABLE gone AS SELECT generate_series(1, 2000)",
                "ANALYZE");
        Await.until(
                Duration.ofSeconds(20),
                "the rows are counted",
                () -> database.query("SELECT count(*) FROM pg_stat_user_tables WHERE n_live_tup >= 2000"
                                + " AND relname IN ('plain', 'we\"ird; --', 'events_1')")
                        .equals(List.of("3")));

        CheckReport report = CheckRun.report(database, "--rule", "table.*");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "table.no-primary-key public.plain",
                        "table.no-primary-key public.small",
                        "table.no-primary-key public.whole",
                        "table.no-primary-key " + HOSTILE,
                        "table.no-primary-key public.events");
        assertThat(report.findings()).extracting(Finding::severity).containsOnly(Severity.INFO);
        String slot = "slot_" + database.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        database.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try {
            CheckReport decoded = CheckRun.report(database, "--rule", "table.*");
            assertThat(finding(decoded, "table.no-primary-key", "public.whole").severity())
                    .as("logical decoding sends its whole rows")
                    .isEqualTo(Severity.INFO);
            assertThat(finding(decoded, "table.no-primary-key", "public.plain").severity())
                    .as("somebody reads the changes")
                    .isEqualTo(Severity.WARNING);
        } finally {
            database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
        }
        database.execute(statement(finding(report, "table.no-primary-key", HOSTILE)));
        assertThat(found(CheckRun.report(database, "--rule", "table.*")))
                .doesNotContain("table.no-primary-key " + HOSTILE);
    }

    @EveryMajor
    void warnsOfPublishedTablesWhoseUpdatesFail(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE bare (a int)",
                "CREATE TABLE whole (a int)",
                "ALTER TABLE whole REPLICA IDENTITY FULL",
                "CREATE TABLE keyed (a int PRIMARY KEY)",
                "CREATE TABLE grown (a int)",
                "CREATE PUBLICATION \"p'u;b\" FOR TABLE bare, whole, keyed",
                "CREATE PUBLICATION additions FOR TABLE grown WITH (publish = 'insert')");

        CheckReport report = CheckRun.report(database, "--rule", "table.*");

        assertThat(report.findings())
                .filteredOn(found -> found.severity() == Severity.WARNING)
                .singleElement()
                .satisfies(found -> assertThat(found.subject().label()).isEqualTo("public.bare"));
        assertThat(finding(report, "table.no-primary-key", "public.bare").explanation())
                .contains("each of them fails");
    }

    @EveryMajor(only = {13, 18})
    void reportsConstraintsThatWereNeverValidated(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int, customer_id int, n int CONSTRAINT checked CHECK (n > 0))",
                "ALTER TABLE orders ADD CONSTRAINT \"o\"\"f; --\" FOREIGN KEY (customer_id) REFERENCES customers NOT VALID",
                "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0) NOT VALID",
                "ALTER TABLE orders ADD CONSTRAINT later CHECK (id > 1) NOT VALID",
                "ALTER TABLE orders VALIDATE CONSTRAINT later");
        if (major >= 18) {
            database.execute("ALTER TABLE orders ADD CONSTRAINT wish CHECK (id < 100) NOT ENFORCED");
        }

        CheckReport report = CheckRun.report(database, "--rule", "constraint.*");

        assertThat(report.findings())
                .extracting(found -> found.rule() + " " + found.title())
                .containsExactlyInAnyOrder(
                        "constraint.not-validated constraint o\"f; -- of public.orders was never validated",
                        "constraint.not-validated constraint positive of public.orders was never validated");
        report.findings().forEach(found -> found.statements().forEach(database::execute));
        assertThat(CheckRun.report(database, "--rule", "constraint.*").findings())
                .isEmpty();
    }

    @EveryMajor(only = {13, 18})
    void leavesConstraintsToTheirOwners_whenTheyRunSomebodysFunctions(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE FUNCTION fine(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0'",
                "CREATE DOMAIN small AS int CHECK (fine(VALUE))",
                "CREATE TYPE colour AS ENUM ('red')",
                "CREATE TABLE t (id int, d small, c colour)",
                "ALTER TABLE t ADD CONSTRAINT calls CHECK (fine(id)) NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT domains CHECK (d > 0) NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT enums CHECK (c > 'red') NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT plain CHECK (length(id::text) > 1) NOT VALID");

        CheckReport report = CheckRun.report(database, "--rule", "constraint.not-validated");

        assertThat(report.findings())
                .extracting(found ->
                        ((Subject.Constraint) found.subject()).name() + (found.action() == null ? "" : " proposed"))
                .containsExactlyInAnyOrder("calls", "domains", "enums proposed", "plain proposed");
        assertThat(report.findings())
                .filteredOn(found -> found.action() == null)
                .allSatisfy(found -> assertThat(found.remedy()).contains("let the table's owner validate it"));
    }

    @EveryMajor(only = {13, 18})
    void reportsColumnsThatSeemToReferToAKey(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE customers (id bigint PRIMARY KEY)",
                "CREATE TABLE city (city_id int PRIMARY KEY, name text)",
                "CREATE TABLE categories (id uuid PRIMARY KEY)",
                "CREATE TABLE owners (id bigint PRIMARY KEY)",
                "CREATE TABLE users (id bigint PRIMARY KEY)",
                "CREATE TABLE two (a int, b int, PRIMARY KEY (a, b))",
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, category_id uuid, city_id int,"
                        + " user_id bigint REFERENCES users, two_id int, external_id bigint)",
                "INSERT INTO orders (id) SELECT generate_series(1, 2000)",
                // another type, another table beside it, and a key that is called after its own table
                "CREATE TABLE notes (note_id int PRIMARY KEY, customer_id text, owner_type text, owner_id bigint)",
                "INSERT INTO notes (note_id) SELECT generate_series(1, 2000)",
                "CREATE TABLE few (customer_id bigint)",
                "CREATE TABLE log (customer_id bigint, k int) PARTITION BY RANGE (k)",
                "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (9000)",
                "INSERT INTO log (k) SELECT generate_series(1, 2000)",
                "CREATE MATERIALIZED VIEW of_orders AS SELECT * FROM orders",
                "ANALYZE");
        Await.until(
                Duration.ofSeconds(20),
                "the rows are counted",
                () -> database.query("SELECT count(*) FROM pg_stat_user_tables WHERE n_live_tup >= 2000"
                                + " AND relname IN ('orders', 'notes', 'log_1')")
                        .equals(List.of("3")));

        CheckReport report = CheckRun.report(database, "--rule", "constraint.*");

        assertThat(found(report))
                .containsExactlyInAnyOrder("constraint.missing public.orders", "constraint.missing public.log");
        assertThat(finding(report, "constraint.missing", "public.orders").explanation())
                .contains("customer_id → customers.id, category_id → categories.id, city_id → city.city_id")
                .doesNotContain("user_id", "two_id", "external_id");
    }

    @EveryMajor(only = {13, 18})
    void reportsStatisticsThatTheTableHasOutgrown(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE outgrown (id int, v int) WITH (autovacuum_enabled = off)",
                "CREATE TABLE patient (id int, v int)"
                        + " WITH (autovacuum_enabled = off, autovacuum_analyze_scale_factor = 5)",
                "CREATE TABLE calm (id int, v int) WITH (autovacuum_enabled = off)",
                "CREATE TABLE small (id int, v int) WITH (autovacuum_enabled = off)",
                "INSERT INTO outgrown SELECT i, i FROM generate_series(1, 5000) i",
                "INSERT INTO patient SELECT i, i FROM generate_series(1, 5000) i",
                "INSERT INTO calm SELECT i, i FROM generate_series(1, 5000) i",
                "INSERT INTO small SELECT i, i FROM generate_series(1, 100) i");
        fourTables(database, "n_tup_ins > 0");
        database.execute("ANALYZE outgrown, patient, calm, small");
        fourTables(database, "analyze_count > 0 AND n_mod_since_analyze = 0");
        database.execute(
                "UPDATE outgrown SET v = v + 1",
                "UPDATE patient SET v = v + 1",
                "UPDATE calm SET v = v + 1 WHERE id <= 900",
                "UPDATE small SET v = v + 1");
        fourTables(database, "n_mod_since_analyze > 0");

        CheckReport report = CheckRun.report(database, "--rule", "statistics.*");

        assertThat(found(report)).containsExactly("statistics.stale public.outgrown");
        Finding stale = finding(report, "statistics.stale", "public.outgrown");
        assertThat(stale.explanation()).contains("is off for it");
        database.execute(stale.statements().toArray(String[]::new));
        Await.until(
                Duration.ofSeconds(20),
                "nothing is stale",
                () -> found(CheckRun.report(database, "--rule", "statistics.*")).isEmpty());
    }

    private static void fourTables(TestDatabase database, String counted) {
        Await.until(
                Duration.ofSeconds(20),
                counted,
                () -> database.query("SELECT relname FROM pg_stat_user_tables WHERE " + counted)
                                .size()
                        == 4);
    }

    /** The statement that the remedy begins with or names. */
    private static String statement(Finding finding) {
        String statement = finding.remedy().substring(finding.remedy().indexOf("ALTER TABLE"));
        int explained = statement.indexOf("; it reads");
        return explained < 0 ? statement.substring(0, statement.lastIndexOf(';')) : statement.substring(0, explained);
    }
}
