package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two executors, or two halves of one, never act on the same server at the same time. */
@ExtendWith(SharedKafka.class)
class FenceIT {
    @EveryMajor(only = {13, 18})
    void waitsForWhoHoldsTheFence_andForHisSession(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.start();
            Order.Run order;
            try (Connection zombie = bench.database.dataSource().getConnection();
                    Statement session = zombie.createStatement()) {
                session.execute("UPDATE tickbird.fence SET holder = 'other/1', expires_at = now() + interval '1 hour'");
                order = bench.order(new Analyze("public", "t"), bench.target("t", null));
                assertWaits(bench, order, "the executor other/1 acts there");
                session.execute(
                        "UPDATE tickbird.fence AS f SET expires_at = now() - interval '1 s', backend_pid = a.pid,"
                                + " backend_start = a.backend_start FROM pg_stat_activity AS a WHERE a.pid = pg_backend_pid()");
                assertWaits(bench, order, "of an earlier run still works there");
            }
            ActionsIT.succeeded(bench, order);
            assertThat(bench.database.query("SELECT holder FROM tickbird.fence"))
                    .isEqualTo(List.of("null"));
        }
    }

    @EveryMajor(only = 18)
    void waitsForOtherSessionsOfItsLogin(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            bench.start();
            Order.Run order;
            try (Connection other = bench.database
                    .server()
                    .dataSource("postgres", Bench.OWNER, "not-a-secret")
                    .getConnection()) {
                assertThat(other.isValid(1)).isTrue();
                order = bench.order(new Analyze("public", "t"), bench.target("t", null));
                assertWaits(bench, order, "another session uses the executor's login");
            }
            ActionsIT.succeeded(bench, order);
        }
    }

    @EveryMajor(only = {13, 18})
    void endsOnce_whenItsSessionIsLost(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder)
            throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder);
                Connection reader = bench.database.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            ActionsIT.table(bench, "t");
            bench.start();
            reader.setAutoCommit(false);
            reading.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            Order.Run order = bench.order(
                    new CreateIndex(
                            "public",
                            "t",
                            "new_one",
                            "btree",
                            List.of(IndexColumn.ascending("payload")),
                            List.of(),
                            false,
                            null,
                            null),
                    bench.target("t", null));
            bench.await(order.action(), "the run", outcome -> outcome.state() == ActionState.RUNNING);
            // Also the lease's own session goes, as when the server's network is cut for a moment.
            bench.database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                    + Bench.OWNER + "' AND datname = current_database()");
            reader.rollback();
            Outcome end = ActionsIT.succeeded(bench, order);
            assertThat(end.attempt()).isEqualTo(2);
            assertThat(bench.states(order.action()).stream().filter(ActionState::terminal))
                    .hasSize(1);
            assertThat(ActionsIT.indexes(bench)).isEqualTo(List.of("new_one"));
        }
    }

    private static void assertWaits(Bench bench, Order.Run order, String words) {
        bench.await(
                order.action(),
                words,
                outcome -> outcome.state() == ActionState.QUEUED
                        && String.valueOf(outcome.reason()).contains(words));
    }
}
