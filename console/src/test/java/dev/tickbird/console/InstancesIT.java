package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SharedKafka.class, SharedPostgres.class})
class InstancesIT {
    @Test
    void anInstanceLeavesWithASignatureAndComesBackOnlyWithANewerOne(
            TestBroker broker, TestDatabase database, @TempDir Path folder) {
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            bench.erase();
            bench.watch(5);
            awaits(bench, List.of(5L));
            bench.watch(3);
            bench.unwatch(6);
            awaits(bench, List.of());
            bench.watch(5);
            bench.watch(6);
            bench.watch(7);
            awaits(bench, List.of(7L));
            bench.unwatch(6);
            bench.erase();
            bench.watch(7);
            bench.rebuild();
            awaits(bench, List.of(7L));
            assertThat(database.query("SELECT removed FROM instance")).isEqualTo(List.of("f"));
        }
    }

    private static void awaits(ConsoleBench bench, List<Long> revisions) {
        Await.until(
                ConsoleBench.LIMIT,
                "the instances are of revision " + revisions,
                () -> bench.get("eve", "instances")
                        .valueStream()
                        .map(instance -> instance.path("revision").asLong())
                        .toList()
                        .equals(revisions));
    }
}
