package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A signed order goes in, an outcome with measures comes out, and the table is analyzed. */
@ExtendWith(SharedKafka.class)
class StraightPathIT {
    @EveryMajor(only = {13, 18})
    void analyzes(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute(
                    "CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 1000) g",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER);
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome end = bench.end(order.action());
            assertThat(end.state()).as(end.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(bench.states(order.action()))
                    .isEqualTo(List.of(
                            ActionState.QUEUED, ActionState.RUNNING, ActionState.VERIFYING, ActionState.SUCCEEDED));
            assertThat(end.runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.error()).isNull());
            assertThat(end.approvedBy()).isEqualTo(List.of("ann"));
            assertThat(bench.database.query("SELECT count(*) FROM pg_stats WHERE tablename = 't'"))
                    .isEqualTo(List.of("1"));
        }
    }
}
