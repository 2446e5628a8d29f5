package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.collector.fixture.Asked;
import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanAnswer.How;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the planner says without HypoPG, and what is never planned. */
@ExtendWith(SharedPostgres.class)
class PlanProbeIT {
    private static final String[] ORDERS = {
        "CREATE TABLE orders (id int PRIMARY KEY, customer int, at timestamptz, note text)",
        "INSERT INTO orders SELECT i, i % 1000, now() - i * interval '1 s', 'n' FROM generate_series(1, 20000) i",
        "ANALYZE orders",
        "GRANT SELECT ON orders TO " + Watched.MONITOR
    };

    @EveryMajor
    void tellsWhetherTheTableIsReadWhole(int major, TestPostgres postgres) {
        Watched watched = watched(postgres.database(major));

        PlanAnswer whole = watched.ask(new Asked("orders").equal("customer").range("at"));
        PlanAnswer served = watched.ask(new Asked("orders").equal("id"));
        PlanAnswer ordered = watched.ask(new Asked("orders").equal("customer").order("at", 10));

        assertThat(whole.how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(whole.reason()).isEqualTo("HypoPG is not installed in this database.");
        assertThat(whole.fix()).isEqualTo("CREATE EXTENSION hypopg");
        assertThat(whole.indexBytes()).isNull();
        assertThat(whole.costs()).singleElement().satisfies(cost -> {
            assertThat(cost.readsWhole()).isTrue();
            assertThat(cost.now()).isEqualTo(cost.whole()).isGreaterThan(100);
            assertThat(cost.with()).isNull();
        });
        assertThat(served.costs()).singleElement().satisfies(cost -> {
            assertThat(cost.readsWhole()).isFalse();
            assertThat(cost.now()).isLessThan(cost.whole() / 10);
        });
        assertThat(ordered.costs()).extracting(Cost::readsWhole).containsExactly(true);
    }

    @EveryMajor(only = {13, 18})
    void plansNothingThatItsLoginMayNotRead(int major, TestPostgres postgres) {
        Watched watched = watched(postgres.database(major));
        watched.database()
                .execute(
                        "REVOKE SELECT ON orders FROM " + Watched.MONITOR,
                        "CREATE SCHEMA \"clo\"\"sed\"",
                        "CREATE TABLE \"clo\"\"sed\".orders (customer int)");

        PlanAnswer denied = watched.ask(new Asked("orders").equal("customer"));
        PlanAnswer closed = watched.ask(new Asked("orders").in("clo\"sed").equal("customer"));

        assertThat(denied.how()).isEqualTo(How.UNKNOWN);
        assertThat(denied.fix()).isEqualTo("GRANT SELECT ON TABLE public.orders TO tickbird_monitor");
        assertThat(closed.fix())
                .isEqualTo("GRANT USAGE ON SCHEMA \"clo\"\"sed\" TO tickbird_monitor; GRANT SELECT ON TABLE"
                        + " \"clo\"\"sed\".orders TO tickbird_monitor");
        watched.database().execute("GRANT SELECT ON orders TO " + Watched.MONITOR);
        assertThat(watched.ask(new Asked("orders").equal("customer")).how()).isEqualTo(How.GENERIC_PLAN);
    }

    @EveryMajor(only = {13, 18})
    void neverRunsTheCodeOfATablesOwner(int major, TestPostgres postgres) {
        Watched watched = watched(postgres.database(major));
        TestDatabase database = watched.database();
        database.execute(
                "CREATE FUNCTION trap(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " 'BEGIN IF session_user = ''tickbird_monitor'' THEN RAISE ''sprung''; END IF; RETURN $1; END'",
                "CREATE TABLE indexed (a int)",
                "CREATE INDEX ON indexed ((a + trap(1)))",
                "CREATE TABLE counted (a int, b int)",
                major < 14
                        ? "CREATE INDEX ON counted (a) WHERE b > trap(1)"
                        : "CREATE STATISTICS s ON (a + trap(1)), b FROM counted",
                "CREATE TABLE divided (a int) PARTITION BY RANGE ((a + trap(1)))",
                "CREATE TABLE divided_1 PARTITION OF divided FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE guarded (a int)",
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY p ON guarded USING (a > trap(1))",
                "CREATE TABLE checked (a int)",
                "CREATE TABLE checked_1 (CHECK (a > trap(1))) INHERITS (checked)",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "CREATE DOMAIN natural_number AS int CHECK (VALUE > 0)",
                "CREATE TABLE typed (a mood, b natural_number, c int[])",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + Watched.MONITOR,
                "ALTER ROLE " + Watched.MONITOR + " IN DATABASE " + database.name() + " SET constraint_exclusion = on");

        assertThat(List.of("indexed", "counted", "divided"))
                .allSatisfy(table -> assertThat(
                                watched.ask(new Asked(table).equal("a")).reason())
                        .contains("not PostgreSQL's own"));
        assertThat(watched.ask(new Asked("guarded").equal("a")).reason()).contains("row security");
        assertThat(watched.ask(new Asked("checked").equal("a")).how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(List.of("a", "b", "c"))
                .allSatisfy(column -> assertThat(
                                watched.ask(new Asked("typed").equal(column)).reason())
                        .isEqualTo("A column's type is not one of PostgreSQL's own."));
    }

    @Test
    void answersForATableThatIsGoneOrRenamed(TestDatabase database) {
        Watched watched = watched(database);
        PlanQuestion gone = new Asked("orders").equal("customer").of(database);
        database.execute("ALTER TABLE orders RENAME COLUMN customer TO client");
        assertThat(watched.ask(gone).reason()).isEqualTo("A column is gone or has another name now.");
        database.execute("DROP TABLE orders", "CREATE TABLE orders (customer int)");
        assertThat(watched.ask(gone).reason()).isEqualTo("The table is gone or has another name now.");
        assertThat(watched.ask(gone).how()).isEqualTo(How.UNKNOWN);
    }

    @Test
    void anotherSessionsLockIsNoFailure(TestDatabase database) throws Exception {
        Watched watched = watched(database);
        try (var holder = database.dataSource().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            PlanAnswer answer = watched.ask(new Asked("orders").equal("customer"));
            assertThat(answer.how()).isEqualTo(How.UNKNOWN);
            assertThat(answer.reason()).isEqualTo("Another session holds the lock.");
            holder.rollback();
        }
    }

    @Test
    void namesAreOnlyNames(TestDatabase database) {
        Watched watched = watched(database);
        List<String> names = HostileNames.identifiers();
        assertThat(names).hasSizeGreaterThan(20);
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String quoted = "\"" + names.get(i).replace("\"", "\"\"") + "\"";
            String schema = "\"schema; " + i + "\"";
            statements.add("CREATE SCHEMA " + schema);
            statements.add("CREATE TABLE " + schema + "." + quoted + " (" + quoted + " int, other text)");
            statements.add("GRANT USAGE ON SCHEMA " + schema + " TO " + Watched.MONITOR);
            statements.add("GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + Watched.MONITOR);
        }
        database.execute(statements.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            PlanAnswer answer = watched.ask(new Asked(name)
                    .in("schema; " + i)
                    .equal(name)
                    .range("other")
                    .order(name, 5));
            assertThat(answer.how()).as(name).isEqualTo(How.GENERIC_PLAN);
        }
    }

    @Test
    void aPlantedSchemaIsNoExtension(TestDatabase database) {
        Watched watched = watched(database);
        database.execute(
                "CREATE SCHEMA hypopg",
                "GRANT USAGE ON SCHEMA hypopg TO PUBLIC",
                "CREATE FUNCTION hypopg.hypopg_create_index(text, OUT indexrelid oid, OUT indexname text) LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE ''sprung''; END'",
                "CREATE FUNCTION hypopg.hypopg_relation_size(oid) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
                "CREATE FUNCTION hypopg.hypopg_reset() RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE ''sprung''; END'");

        PlanAnswer answer = watched.ask(new Asked("orders").equal("customer"));

        assertThat(answer.how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(requireNonNull(answer.reason())).contains("not installed");

        database.execute(
                "INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)"
                        + " SELECT 70001, 'hypopg', 10, oid, false, '1.4' FROM pg_namespace WHERE nspname = 'hypopg'",
                "INSERT INTO pg_depend SELECT 1255, p.oid, 0, 3079, 70001, 0, 'e' FROM pg_proc p WHERE proname LIKE 'hypopg%'");
        PlanAnswer believed = watched.ask(new Asked("orders").equal("customer"));

        assertThat(believed.how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(requireNonNull(believed.reason())).contains("not what it should be");
    }

    @Test
    void leavesNothingInTheSession(TestDatabase database) throws Exception {
        Watched watched = watched(database);
        String mark = UUID.randomUUID().toString();
        try (var connection = watched.monitor().open(database.name());
                var statement = connection.createStatement()) {
            statement.execute("SELECT set_config('tickbird.mark', '" + mark + "', false)");
            PlanProbe.answer(connection, new Asked("orders").equal("customer").of(database));
            PlanProbe.answer(connection, new Asked("orders").equal("id").of(database));
            try (var row = statement.executeQuery(
                    "SELECT count(*) || current_setting('plan_cache_mode') || current_setting('enable_indexscan')"
                            + " FROM pg_prepared_statements WHERE name LIKE 'tickbird%'")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0autoon");
            }
        }
    }

    private static Watched watched(TestDatabase database) {
        Watched watched = new Watched(database);
        database.execute(ORDERS);
        return watched;
    }
}
