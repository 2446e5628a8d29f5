package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.StandingRevocation;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was approved ahead, on a real server: it runs within its bounds, so often a day, and not after its end. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class StandingIT {
    private final Instant now = InstantSource.system().instant();

    @Test
    void runsSoOftenADay_andNoMoreOnceItIsRevoked(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, database, folder)) {
            database.execute(
                    "CREATE TABLE a (i int)",
                    "CREATE TABLE b (i int)",
                    "ALTER TABLE a OWNER TO " + Bench.OWNER,
                    "ALTER TABLE b OWNER TO " + Bench.OWNER);
            StandingApproval standing = onInstances(Approvals.standing(now, 1));
            String jws = Approvals.signed(standing, bench.keys.ann());
            bench.config(standing.key(), new ConfigRecord(jws, null));
            bench.start();

            Order.Run first = bench.order(resting(bench, "a", jws));
            assertThat(bench.end(first.action()).state()).isEqualTo(ActionState.SUCCEEDED);
            Order.Run second = bench.order(resting(bench, "b", jws));
            bench.await(
                    second.action(),
                    "the second waits",
                    outcome -> String.valueOf(outcome.reason()).contains("allows no more runs on this instance today"));

            bench.config(
                    StandingApproval.revocationKey(standing.id()),
                    new ConfigRecord(
                            bench.keys
                                    .console()
                                    .sign(
                                            Codec.encode(new StandingRevocation(standing.id(), "bob", null, now)),
                                            StandingRevocation.JWS_TYPE),
                            null));
            Order.Run third = bench.order(resting(bench, "b", jws));
            assertThat(bench.end(third.action()).reason()).contains("was revoked");
            bench.sendOrder(new Order.Revoke(
                    UUID.randomUUID().toString(),
                    second.action(),
                    second.instance(),
                    second.digest(),
                    "bob",
                    "it does not begin any more",
                    now));
            assertThat(bench.end(second.action()).state()).isEqualTo(ActionState.REVOKED);
            for (Order.Run order : List.of(first, second, third)) {
                assertThat(terminal(bench, order.action())).as("one outcome").hasSize(1);
            }
        }
    }

    private static List<ActionState> terminal(Bench bench, ActionId action) {
        return bench.states(action).stream().filter(ActionState::terminal).toList();
    }

    private Order.Run resting(Bench bench, String table, String jws) {
        return Approvals.resting(Orders.run(new Analyze("public", table), bench.target(table, null), now), "ann", jws);
    }

    private static StandingApproval onInstances(StandingApproval any) {
        return new StandingApproval(
                any.id(),
                any.by(),
                any.reason(),
                any.instances(),
                Map.of(),
                any.databases(),
                any.actions(),
                any.objects(),
                any.highestRisk(),
                any.runsPerDay(),
                any.at(),
                any.until());
    }
}
