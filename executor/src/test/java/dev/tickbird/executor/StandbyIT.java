package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.Replica;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A primary with a real streaming standby: its readers count, nothing runs on it, and a promotion ends what was approved before. */
@ExtendWith(SharedKafka.class)
class StandbyIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final InstanceId STANDBY = InstanceId.of("orders-standby");

    @EveryMajor(only = 18)
    void mindsTheStandby_andActsOnNeitherItNorAPromotedServer(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            ActionsIT.table(bench, "t");
            for (String index : new String[] {"twin", "one", "two", "three"}) {
                ActionsIT.index(bench, index, "t", "id");
            }
            bench.files(limits("orders") + limits("orders-standby").replace("instances:\n", ""));
            try (PostgresServer standby = Replica.of(bench.database.server(), "standby1", folder.resolve("standby"))) {
                bench.start();
                Order.Run drop = bench.order(drop("one"), bench.target("t", "one"));
                waits(bench, drop, "1 of its standbys are not in the fleet under cluster orders");
                try (Connection reader =
                                standby.dataSource(bench.database.name()).getConnection();
                        Statement statement = reader.createStatement()) {
                    reader.setAutoCommit(false);
                    statement.execute("SELECT count(*) FROM t");
                    bench.target(standby(bench, standby.port(), 2));
                    waits(bench, drop, "a transaction on the standby orders-standby is open");
                    reader.rollback();
                }
                ActionsIT.succeeded(bench, drop);

                ActionTarget there = onStandby(bench.target("t", "two"), standby.port());
                Outcome refused = bench.end(bench.order(drop("two"), there).action());
                assertThat(refused.state()).as(refused.reason()).isEqualTo(ActionState.STALE);
                assertThat(refused.reason()).isEqualTo("the server is a standby now");

                ActionTarget approved = onStandby(bench.target("t", "three"), standby.port());
                promote(standby);
                Outcome promoted =
                        bench.end(bench.order(drop("three"), approved).action());
                assertThat(promoted.state()).as(promoted.reason()).isEqualTo(ActionState.STALE);
                assertThat(promoted.reason()).isEqualTo("the server was promoted: it is on timeline 2, approved was 1");
                assertThat(promoted.runs()).isEmpty();
            }
        }
    }

    private static void promote(PostgresServer standby) throws SQLException {
        try (Connection connection = standby.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_promote(true, 30)");
            Await.until(LIMIT, "the standby is a primary", () -> {
                try (var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                    row.next();
                    return !row.getBoolean(1);
                }
            });
        }
    }

    private static void waits(Bench bench, Order.Run order, String words) {
        bench.await(
                order.action(),
                words,
                outcome -> String.valueOf(outcome.reason()).contains(words));
    }

    private static DropIndex drop(String index) {
        return new DropIndex("public", index, "t", DropReason.DUPLICATE, "twin", null, null);
    }

    private static String limits(String instance) {
        return "instances:\n  " + instance + ": {actions: [drop-index], highestRisk: high, runsPerHour: 100}\n";
    }

    private static TargetSpec standby(Bench bench, int port, long revision) {
        TargetSpec primary = bench.spec(Mode.EXECUTE, port);
        return new TargetSpec(
                STANDBY,
                primary.cluster(),
                primary.zone(),
                primary.host(),
                port,
                primary.tls(),
                null,
                primary.tags(),
                primary.maintenanceDatabase(),
                primary.databases(),
                primary.intervals(),
                primary.mode(),
                primary.monitor(),
                primary.executor(),
                primary.signal(),
                primary.slots(),
                false,
                null,
                revision);
    }

    private static ActionTarget onStandby(ActionTarget primary, int port) {
        return new ActionTarget(
                STANDBY,
                primary.cluster(),
                primary.host(),
                port,
                primary.serverVersion(),
                primary.database(),
                primary.databaseOid(),
                primary.systemIdentifier(),
                primary.timeline(),
                primary.objectOid(),
                primary.definitionHash());
    }
}
