package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickbird.collector.fixture.Asked;
import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.embedded.ExtensionFiles;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanAnswer.How;
import dev.tickbird.testkit.PackagedExtension;
import dev.tickbird.testkit.TestDatabase;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the planner says with the real HypoPG. */
class HypotheticalIndexIT {
    private static final String HYPOPG = "hypopg";
    private static @Nullable PostgresServer server;

    @BeforeAll
    static void start() {
        Optional<ExtensionFiles> hypopg = PackagedExtension.find(HYPOPG);
        if (hypopg.isEmpty()) {
            return;
        }
        server = PostgresServer.start(
                PostgresServer.Options.of(PackagedExtension.MAJOR).notDurable().with(hypopg.orElseThrow()));
        requireNonNull(server).createDatabase("shop");
        TestDatabase database = new TestDatabase(requireNonNull(server), "shop");
        new Watched(database);
        database.execute(
                "CREATE SCHEMA \"hy po\"",
                "CREATE EXTENSION hypopg SCHEMA \"hy po\"",
                "ALTER ROLE " + Watched.MONITOR + " SET hypopg.enabled = off",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int, at timestamptz, kind int)",
                "INSERT INTO orders SELECT i, i % 1000, now() - i * interval '1 s', i % 2 FROM generate_series(1, 50000) i",
                "CREATE TABLE events (at int, customer int) PARTITION BY RANGE (at)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (20000) PARTITION BY RANGE (at)",
                "CREATE TABLE events_11 PARTITION OF events_1 FOR VALUES FROM (0) TO (10000)",
                "CREATE TABLE events_12 PARTITION OF events_1 FOR VALUES FROM (10000) TO (20000)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (20000) TO (50000)",
                "INSERT INTO events SELECT i, i % 500 FROM generate_series(0, 49999) i",
                "ANALYZE",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + Watched.MONITOR);
    }

    @BeforeEach
    void skipWithoutThePackage() {
        assumeTrue(server != null, PackagedExtension.missing(HYPOPG));
        watched().database().execute("GRANT USAGE ON SCHEMA \"hy po\" TO " + Watched.MONITOR);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anIndexThatTellsRowsApartIsUsed_andItsSizeIsNearTheTrueOne() {
        PlanAnswer answer = watched().ask(new Asked("orders").equal("customer").range("at"));

        assertThat(answer.how()).isEqualTo(How.HYPOPG);
        assertThat(answer.reason()).isNull();
        Cost cost = answer.costs().getFirst();
        assertThat(cost.usesIndex()).isTrue();
        assertThat(requireNonNull(cost.with())).isLessThan(cost.now() / 10);

        watched().database().execute("CREATE INDEX real_one ON orders (customer, at)");
        double real = Double.parseDouble(watched()
                .database()
                .query("SELECT pg_relation_size('real_one')")
                .getFirst());
        assertThat(requireNonNull(answer.indexBytes()).doubleValue()).isCloseTo(real, Percentage.withPercentage(50));
        PlanAnswer afterwards =
                watched().ask(new Asked("orders").equal("customer").range("at"));
        assertThat(requireNonNull(afterwards.costs().getFirst().with()))
                .as("there is nothing left to gain")
                .isGreaterThan(afterwards.costs().getFirst().now() * 0.5);
        watched().database().execute("DROP INDEX real_one");
    }

    @Test
    void anIndexThatTellsLittleApartIsNotUsed() {
        Cost cost = watched().ask(new Asked("orders").equal("kind")).costs().getFirst();
        assertThat(cost.usesIndex()).isFalse();
        assertThat(requireNonNull(cost.with())).isCloseTo(cost.now(), within(0.01));
    }

    @Test
    void anOrderOfFewRowsIsReadFromTheIndex() {
        Cost cost = watched()
                .ask(new Asked("orders").equal("kind").order("at", 10))
                .costs()
                .getFirst();
        assertThat(cost.usesIndex()).isTrue();
        assertThat(requireNonNull(cost.with())).isLessThan(cost.now() / 10);
    }

    @Test
    void everyPartitionGetsOne() {
        PlanAnswer answer = watched().ask(new Asked("events").equal("customer"));
        Cost cost = answer.costs().getFirst();
        assertThat(answer.how()).isEqualTo(How.HYPOPG);
        assertThat(cost.usesIndex()).isTrue();
        assertThat(requireNonNull(cost.with())).isLessThan(cost.now() / 2);
    }

    @Test
    void withoutTheRightToItsSchemaTodaysPlansAreTold() {
        watched().database().execute("REVOKE USAGE ON SCHEMA \"hy po\" FROM " + Watched.MONITOR);
        PlanAnswer answer = watched().ask(new Asked("orders").equal("customer"));
        assertThat(answer.how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(answer.fix()).isEqualTo("GRANT USAGE ON SCHEMA \"hy po\" TO the monitoring role");
    }

    @Test
    void aFunctionOfSomebodyElsesIsNotCalled() {
        TestDatabase database = watched().database();
        database.execute("CREATE ROLE mallory", "ALTER FUNCTION \"hy po\".hypopg_create_index(text) OWNER TO mallory");
        PlanAnswer answer = watched().ask(new Asked("orders").equal("customer"));
        database.execute("ALTER FUNCTION \"hy po\".hypopg_create_index(text) OWNER TO postgres", "DROP ROLE mallory");
        assertThat(answer.how()).isEqualTo(How.GENERIC_PLAN);
        assertThat(requireNonNull(answer.reason())).contains("does not belong to a superuser");
    }

    @Test
    void nothingIsLeftInTheSession_norInTheCatalogs() throws Exception {
        long before = indexes();
        try (var connection = watched().monitor().open("shop");
                var statement = connection.createStatement()) {
            PlanProbe.answer(
                    connection,
                    new Asked("orders").equal("customer").of(watched().database()));
            try (var row = statement.executeQuery("SELECT count(*) FROM \"hy po\".hypopg()")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
        assertThat(indexes()).isEqualTo(before);
    }

    private long indexes() {
        return Long.parseLong(
                watched().database().query("SELECT count(*) FROM pg_index").getFirst());
    }

    private static Watched watched() {
        return new Watched(new TestDatabase(requireNonNull(server), "shop"));
    }
}
