package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.execution.GuardReport;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal says what the live server would say, and changes nothing. */
@ExtendWith(SharedKafka.class)
class RehearsalIT {
    @EveryMajor(only = {13, 18})
    void tellsEveryGuardAndThePreflight_andSendsNothing(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE TABLE t (id int)",
                    "INSERT INTO t SELECT generate_series(1, 1000)",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER);
            bench.start();
            CreateIndex create = new CreateIndex(
                    "public", "t", "t_id", "btree", List.of(IndexColumn.ascending("id")), List.of(), false, null, null);
            Order.Run run = Orders.with(Orders.run(create, bench.target("t", null), Instant.now()), List.of(), 1);

            Rehearsal free = rehearse(bench, run);
            assertThat(free.guards())
                    .extracting(GuardReport::guard)
                    .contains("window", "pause", "standby", "disk", "lock-queue");
            assertThat(free.guards())
                    .allSatisfy(report -> assertThat(report.verdict()).isEqualTo("go"));
            assertThat(free.preflight()).isEqualTo("proceed");
            assertThat(free.writes()).isPositive();

            try (Connection old = bench.database.dataSource().getConnection();
                    Statement statement = old.createStatement()) {
                old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                old.setAutoCommit(false);
                statement.execute("SELECT count(*) FROM t");
                Await.until(
                        Duration.ofSeconds(20),
                        "the transaction is older than the guard allows",
                        () -> !bench.database
                                .query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND state = 'idle in transaction'"
                                        + " AND clock_timestamp() - xact_start > interval '2 s'")
                                .isEmpty());
                Rehearsal busy = rehearse(bench, run);
                assertThat(busy.guards())
                        .filteredOn(report -> !report.verdict().equals("go"))
                        .singleElement()
                        .satisfies(report -> {
                            assertThat(report.guard()).isEqualTo("transactions");
                            assertThat(report.verdict()).isEqualTo("wait");
                            assertThat(report.reason()).contains("is open for");
                        });
                old.rollback();
            }
            bench.database.execute("CREATE INDEX t_id ON t (id)");
            assertThat(rehearse(bench, run).preflight()).isNotEqualTo("proceed");
            bench.database.execute("DROP TABLE t");
            Rehearsal gone = rehearse(bench, run);
            assertThat(gone.preflight()).isIn("stale", "fail");
            assertThat(gone.reason()).isNotBlank();
            assertThat(bench.outcomes(Bench.INSTANCE)).as("nothing was ordered").isEmpty();
        }
    }

    private static Rehearsal rehearse(Bench bench, Order.Run run) {
        String id = UUID.randomUUID().toString();
        bench.sendOrder(new Order.Rehearse(id, run, "ann", Instant.now()));
        return bench.rehearsal(id);
    }
}
