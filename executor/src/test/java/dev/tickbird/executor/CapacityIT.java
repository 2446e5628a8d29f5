package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an executor's local file says of disk and backups is held against the server. */
@ExtendWith(SharedKafka.class)
class CapacityIT {
    @EveryMajor(only = {13, 18})
    void aFullDiskMakesWhatWritesWait_andAnOldBackupWhatIsOfHighRisk(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.files("instances:\n  orders: {actions: [create-index, set-parameter], highestRisk: high, disk: 1MB,"
                    + " backup: {query: \"SELECT now() - interval '3 days'\"}}\n");
            bench.database.execute(
                    "CREATE TABLE t (id int)",
                    "INSERT INTO t SELECT generate_series(1, 1000)",
                    "ALTER TABLE t OWNER TO " + Bench.OWNER);
            bench.start();
            Order.Run create = bench.order(
                    new CreateIndex(
                            "public",
                            "t",
                            "t_id",
                            "btree",
                            List.of(IndexColumn.ascending("id")),
                            List.of(),
                            false,
                            null,
                            null),
                    bench.target("t", null));
            Outcome full = bench.await(create.action(), "it waits for disk", outcome -> outcome.reason() != null);
            assertThat(full.state()).isEqualTo(ActionState.QUEUED);
            assertThat(full.reason()).contains("of the disk's 1.0 MB").contains("a tenth stays free");

            Order.Run set = bench.order(ActionsIT.signed(
                    bench, new SetParameter(bench.database.name(), "work_mem", null, "8MB"), bench.target("t", null)));
            Outcome old = bench.await(set.action(), "it waits for a backup", outcome -> outcome.reason() != null);
            assertThat(old.state()).isEqualTo(ActionState.QUEUED);
            assertThat(old.reason()).contains("the last backup is 3 d old");
        }
    }
}
