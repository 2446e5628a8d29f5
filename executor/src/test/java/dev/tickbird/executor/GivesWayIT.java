package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.Cases.Case;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has to wait for us waits for less than a second: every action gives way and is tried again. */
@ExtendWith(SharedKafka.class)
class GivesWayIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Promised are 500 ms, looked at every 100 ms; the rest is for machines that are slow. */
    private static final Duration PROMISED = Duration.ofSeconds(3);

    @EveryMajor(only = 18)
    void maintenanceGivesWay(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            // A page for each row, and one unit of cost before each rest: a second for every 120 pages.
            bench.database.execute(
                    "CREATE TABLE t (id int, payload text) WITH (fillfactor = 10, autovacuum_enabled = false)",
                    "INSERT INTO t SELECT g, repeat('x', 700) FROM generate_series(1, 1000) g",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER,
                    "UPDATE t SET id = id",
                    slow(bench, "SET vacuum_cost_limit = 1"));
            bench.start();
            Order.Run vacuum = bench.order(new Vacuum("public", "t", List.of()), bench.target("t", null));
            Await.until(
                    LIMIT,
                    "it is at work",
                    () -> !bench.database
                            .query("SELECT 1 FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass")
                            .isEmpty());
            givesWay(bench, vacuum, bench.database, "t");
            bench.database.execute(slow(bench, "RESET vacuum_cost_limit"));
            ActionsIT.succeeded(bench, vacuum);

            bench.database.execute(slow(bench, "SET vacuum_cost_limit = 1"));
            Order.Run analyze = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Await.until(
                    LIMIT,
                    "it is at work",
                    () -> !bench.database
                            .query("SELECT 1 FROM pg_stat_progress_analyze WHERE relid = 't'::regclass")
                            .isEmpty());
            givesWay(bench, analyze, bench.database, "t");
            bench.database.execute(slow(bench, "RESET vacuum_cost_limit"));
            ActionsIT.succeeded(bench, analyze);
            waitsForNobodyLong(bench);
        }
    }

    @EveryMajor(only = {13, 18})
    void givesWayAtOnceToAMigrationThatHoldsOthersUp(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE TABLE t (id int, payload text) WITH (fillfactor = 10, autovacuum_enabled = false)",
                    "INSERT INTO t SELECT g, repeat('x', 700) FROM generate_series(1, 3000) g",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER,
                    "UPDATE t SET id = id",
                    slow(bench, "SET vacuum_cost_limit = 1"));
            bench.patience(Duration.ofHours(1)).start();
            Order.Run vacuum = bench.order(new Vacuum("public", "t", List.of()), bench.target("t", null));
            Await.until(
                    LIMIT,
                    "it is at work",
                    () -> !bench.database
                            .query("SELECT 1 FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass")
                            .isEmpty());
            try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> migration = others.submit(() -> bench.database.execute("ALTER TABLE t ADD COLUMN more int"));
                Await.until(
                        LIMIT,
                        "the migration waits",
                        () -> !bench.database
                                .query("SELECT 1 FROM pg_locks WHERE relation = 't'::regclass AND NOT granted")
                                .isEmpty());
                assertThat(migration.isDone())
                        .as("a migration alone is let wait")
                        .isFalse();
                long began = System.nanoTime();
                bench.database.execute("SELECT count(*) FROM t");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMISED);
                migration.get();
            }
            bench.await(
                    vacuum.action(),
                    "it gave way",
                    outcome -> String.valueOf(outcome.reason()).contains("gave way"));
            bench.database.execute(slow(bench, "RESET vacuum_cost_limit"));
            ActionsIT.succeeded(bench, vacuum);
        }
    }

    @EveryMajor(only = 18)
    void maintenanceMakesWayForAnEmergency(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE TABLE t (id int, payload text) WITH (fillfactor = 10, autovacuum_enabled = false)",
                    "INSERT INTO t SELECT g, repeat('x', 700) FROM generate_series(1, 3000) g",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER,
                    "UPDATE t SET id = id",
                    slow(bench, "SET vacuum_cost_limit = 1"));
            bench.start();
            Order.Run vacuum = bench.order(new Vacuum("public", "t", List.of()), bench.target("t", null));
            Await.until(
                    LIMIT,
                    "it is at work",
                    () -> !bench.database
                            .query("SELECT 1 FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass")
                            .isEmpty());
            try (Connection leaked = bench.database
                            .server()
                            .dataSource(bench.database.name(), "tb_signal", "not-a-secret")
                            .getConnection();
                    Statement statement = leaked.createStatement()) {
                leaked.setAutoCommit(false);
                statement.execute("SELECT 1");
                Order.Run end = bench.order(ActionsIT.signed(
                        bench,
                        new TerminateBackend(bench.database.name(), ActionsIT.identity(bench, leaked)),
                        ActionsIT.session(bench)));
                ActionsIT.succeeded(bench, end);
                assertThat(leaked.isValid(1)).isFalse();
            }
            Outcome retry =
                    bench.await(vacuum.action(), "it made way", outcome -> outcome.state() == ActionState.RETRY_WAIT);
            assertThat(retry.reason()).contains("an emergency on the instance goes first");
            bench.database.execute(slow(bench, "RESET vacuum_cost_limit"));
            ActionsIT.succeeded(bench, vacuum);
        }
    }

    @EveryMajor(only = {13, 18})
    void concurrentIndexWorkGivesWay(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                Cases cases =
                        new Cases(bench, postgres, major, postgres.server(major).port())) {
            List<Case> concurrent = cases.of(Cases.CONCURRENT);
            cases.write(concurrent);
            bench.start();
            concurrent.forEach(each -> bench.sendOrder(each.order()));
            for (Case each : concurrent) {
                Await.until(LIMIT, each.kind() + " waits for the writer", each::waitsWithTheLock);
                givesWay(bench, each.order(), each.database(), each.locked());
            }
            cases.rollBack();
            concurrent.forEach(cases::ended);
        }
    }

    private static void givesWay(Bench bench, Order.Run order, TestDatabase database, String table)
            throws SQLException {
        try (Connection migration = database.dataSource().getConnection();
                Statement migrating = migration.createStatement()) {
            migration.setAutoCommit(false);
            long began = System.nanoTime();
            migrating.execute("LOCK TABLE " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMISED);
            migration.rollback();
        }
        Outcome retry = bench.await(
                order.action(),
                "it gave way",
                outcome -> String.valueOf(outcome.reason()).contains("gave way"));
        assertThat(retry.state()).isEqualTo(ActionState.RETRY_WAIT);
    }

    /** A migration that holds the table does not get us into its queue for longer than the lock timeout. */
    private static void waitsForNobodyLong(Bench bench) throws SQLException {
        Order.Run order;
        try (Connection migration = bench.database.dataSource().getConnection();
                Statement migrating = migration.createStatement()) {
            migration.setAutoCommit(false);
            migrating.execute("LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE");
            order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome retry = bench.await(
                    order.action(), "it does not wait", outcome -> outcome.state() == ActionState.RETRY_WAIT);
            assertThat(retry.reason()).contains("55P03");
            assertThat(Duration.ofMillis(retry.runs().getFirst().millis())).isLessThan(PROMISED);
            migration.rollback();
        }
        ActionsIT.succeeded(bench, order);
    }

    private static String slow(Bench bench, String setting) {
        return "ALTER ROLE " + Bench.OWNER + " IN DATABASE " + bench.database.name() + " " + setting;
    }
}
