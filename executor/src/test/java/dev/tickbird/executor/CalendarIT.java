package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.fleet.FleetSigner;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A freeze of the fleet file makes what was approved wait, and only for as long as the fleet has it. */
@ExtendWith(SharedKafka.class)
class CalendarIT {
    @EveryMajor(only = 18)
    void whatWaitsForTheEndOfAFreezeBegins_onceTheFleetHasNoneAnyMore(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            bench.database.execute("CREATE TABLE t (id int)", "ALTER TABLE t OWNER TO " + Bench.OWNER);
            Instant now = Instant.now();
            Freeze release = new Freeze(
                    "release",
                    now.minus(Duration.ofHours(1)),
                    now.plus(Duration.ofHours(9)),
                    List.of(),
                    Map.of(),
                    null);
            apply(bench, FleetPolicy.EMPTY.withRevision(2).withCalendar(List.of(), List.of(release)));
            bench.start();
            Order.Run order = bench.order(new Analyze("public", "t"), bench.target("t", null));
            Outcome frozen = bench.await(order.action(), "it waits", outcome -> outcome.reason() != null);
            assertThat(frozen.state()).isEqualTo(ActionState.QUEUED);
            assertThat(frozen.reason()).contains("changes are frozen by release until");
            assertThat(frozen.lookAgainAt()).isEqualTo(release.until());

            apply(bench, FleetPolicy.EMPTY.withRevision(3));
            ActionsIT.succeeded(bench, order);
        }
    }

    private static void apply(Bench bench, FleetPolicy policy) {
        bench.config(FleetPolicy.KEY, new FleetSigner(bench.keys.fleet()).policy(policy));
    }
}
