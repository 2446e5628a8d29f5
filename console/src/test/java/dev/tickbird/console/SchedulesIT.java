package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.ScheduledWork;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class SchedulesIT {
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Window open = new Window(now.minusSeconds(60), now.plus(Duration.ofHours(4)));
    private final Window over = new Window(now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(1)));

    @Test
    void aPolicyApprovesARun_theOrderHasItsWindow_andTheListSaysWhatBecameOfIt(
            TestBroker broker, TestDatabase database, @TempDir Path folder) {
        FleetPolicy policy = FleetPolicy.of(1, List.of(automatic()), List.of(), Duration.ZERO)
                .withSchedules(List.of(schedule("nightly"), schedule("weekly")));
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, policy)) {
            bench.publish(Proposals.due("nightly", "items", over));
            Proposal run = Proposals.due("nightly", "orders", open);
            bench.publish(run);
            bench.awaitState(run, "APPROVED");
            Order.Run order = Await.value(
                    ConsoleBench.LIMIT,
                    "the order",
                    () -> bench.orders().stream()
                            .filter(each -> each.action().equals(run.id()))
                            .findFirst());
            assertThat(order.window()).isEqualTo(open);

            JsonNode nightly = bench.get("eve", "schedules").path(0);
            assertThat(nightly.path("name").asText()).isEqualTo("nightly");
            assertThat(nightly.path("cron").asText()).isEqualTo("0 3 * * *");
            assertThat(Instant.parse(nightly.path("next").asText())).isAfter(now);
            assertThat(nightly.path("runs")).singleElement().satisfies(last -> {
                assertThat(last.path("instance").asText()).isEqualTo("orders");
                assertThat(last.path("due").asText())
                        .isEqualTo(now.minusSeconds(60).toString());
                assertThat(last.path("states")).singleElement().satisfies(state -> {
                    assertThat(state.path("state").asText()).isEqualTo("APPROVED");
                    assertThat(state.path("relations").asInt()).isEqualTo(1);
                });
            });
            assertThat(bench.get("eve", "schedules").path(1).path("runs")).isEmpty();
            assertThat(bench.get("eve", "schedules?instance=elsewhere")).isEmpty();
            assertThat(bench.status("eve", "schedules?instance=a/b")).isEqualTo(400);
        }
    }

    @Test
    void whatCouldHaveBegunBeforeIsApprovedByNobody(TestBroker broker, TestDatabase database, @TempDir Path folder) {
        FleetPolicy policy = FleetPolicy.of(1, List.of(automatic()), List.of(), Duration.ZERO);
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, policy)) {
            Proposal late = Proposals.due("nightly", "orders", over);
            bench.publish(late);
            HttpResponse<String> answer = bench.post("ann", "actions/" + late.id() + "/approve", Map.of());
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("it could have begun before");
            assertThat(bench.orders()).isEmpty();
        }
    }

    private static Schedule schedule(String name) {
        return new Schedule(
                name,
                Cron.of("0 3 * * *"),
                ZoneId.of("UTC"),
                List.of("ord*"),
                Map.of(),
                List.of(),
                ScheduledWork.ANALYZE,
                List.of(),
                Duration.ofHours(4),
                MissedRuns.SKIP);
    }

    private static ApprovalPolicy automatic() {
        return new ApprovalPolicy(
                "scheduled",
                List.of(),
                List.of(),
                List.of(Schedule.DUE_RULE),
                List.of(),
                Map.of(),
                List.of(),
                null,
                Effect.AUTO_APPROVE,
                1,
                List.of(),
                null);
    }
}
