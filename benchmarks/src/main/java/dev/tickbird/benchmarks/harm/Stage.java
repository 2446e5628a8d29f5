package dev.tickbird.benchmarks.harm;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.embedded.PostgresServer.Options;
import dev.tickbird.executor.Bench;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A server with pgbench's tables, under an executor on a real bus. */
final class Stage implements AutoCloseable {
    private static final int ROWS = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final PostgresServer server;
    private final TestDatabase database;
    private final TestBroker broker;
    private final Bench bench;

    private Stage(PostgresServer server, TestDatabase database, TestBroker broker, Bench bench) {
        this.server = server;
        this.database = database;
        this.broker = broker;
        this.bench = bench;
    }

    static Stage open(int major, int scale) throws IOException {
        PostgresServer server = PostgresServer.start(Options.of(major)
                .with("shared_buffers", "1GB")
                .with("max_wal_size", "8GB")
                .with("autovacuum", "off"));
        server.createDatabase("app");
        TestDatabase database = new TestDatabase(server, "app");
        fill(database, scale);
        TestBroker broker = TestBroker.start();
        Path folder = Files.createTempDirectory("action-harm-executor");
        Bench bench = new Bench(broker, database, folder).start();
        Cores.separate(server.pid());
        return new Stage(server, database, broker, bench);
    }

    private static void fill(TestDatabase database, int scale) {
        database.execute(
                "CREATE EXTENSION pgstattuple",
                "CREATE TABLE pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84)) WITH (fillfactor = 100)",
                "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
                "INSERT INTO pgbench_accounts SELECT g, 1 + g / " + ROWS + ", 0, '' FROM generate_series(1, " + scale
                        + " * " + ROWS + ") AS g",
                "ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)",
                "CREATE MATERIALIZED VIEW totals AS SELECT bid, sum(abalance) AS total FROM pgbench_accounts GROUP BY bid",
                "CREATE UNIQUE INDEX totals_key ON totals (bid)",
                "CREATE ROLE app_owner LOGIN PASSWORD 'not-a-secret'",
                "ALTER TABLE pgbench_accounts OWNER TO app_owner",
                "ALTER MATERIALIZED VIEW totals OWNER TO app_owner",
                "VACUUM ANALYZE");
    }

    TestDatabase database() {
        return database;
    }

    /** Bytes of the table that is worked on, without its indexes. */
    long bytes() {
        return Long.parseLong(
                database.query("SELECT pg_relation_size('pgbench_accounts')").getFirst());
    }

    void prepare(Trial trial) {
        trial.before().forEach(database::execute);
        database.execute("CHECKPOINT");
    }

    /** Runs it as the product does: a signed order, guards, fence, watchdog, proof. Tells for how long. */
    Window ours(Trial trial) throws InterruptedException {
        long began = micros();
        Order.Run order = bench.order(trial.action(), bench.target(trial.table(), trial.index()));
        Thread migration = migration(trial);
        Outcome end = bench.end(order.action(), LONGEST);
        migration.join();
        if (end.state() != ActionState.SUCCEEDED) {
            throw new IllegalStateException(trial + " ended " + end.state() + ": " + end.reason());
        }
        return new Window(began, micros(), end.attempt());
    }

    /** Sends the naive statement. */
    Window naive(Trial trial) throws InterruptedException {
        long began = micros();
        Thread migration = migration(trial);
        database.execute(trial.naive());
        migration.join();
        return new Window(began, micros(), 1);
    }

    /**
     * When it was worked, by the clock of the machine.
     *
     * @param attempts how often it was begun: it gives way to others
     */
    record Window(long fromMicros, long toMicros, int attempts) {}

    /** Somebody else's ALTER TABLE, a second later; without a trial that has one, nobody. */
    private Thread migration(Trial trial) {
        return Thread.ofVirtual().start(() -> {
            if (trial.migration()) {
                try (Connection connection = database.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    TimeUnit.SECONDS.sleep(1);
                    statement.execute("ALTER TABLE pgbench_accounts ADD COLUMN added int");
                    statement.execute("ALTER TABLE pgbench_accounts DROP COLUMN added");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    @Override
    public void close() {
        bench.close();
        broker.close();
        server.close();
    }
}
