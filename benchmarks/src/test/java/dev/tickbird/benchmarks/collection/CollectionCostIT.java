package dev.tickbird.benchmarks.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.benchmarks.collection.Costs.Part;
import dev.tickbird.benchmarks.collection.Traffic.Look;
import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.ServerProbes;
import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.wire.Codec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tiny run. */
class CollectionCostIT {
    @Test
    void measuresEverybody_andAnIdleDatabaseSendsNothing() throws Exception {
        ProbeSettings settings = new ProbeSettings(
                Server.DATABASE, new DatabaseSelection(List.of(Server.DATABASE), List.of()), false, null, 500);
        try (Server server = Server.start(18, 20, 30);
                ConnectionPools pools = server.monitor()) {
            ServerProbes probes = new ServerProbes(pools, settings);

            Costs costs = new Costs(server, probes, () -> new ServerProbes(pools, settings)).measure(2);
            assertThat(costs.of(Part.FIRST).minimum())
                    .isGreaterThan(costs.of(Part.REST).minimum());
            for (Peer peer : Peer.values()) {
                assertThat(costs.of(peer).minimum()).as(peer.title()).isPositive();
            }

            List<Look> looks = new Traffic(server, probes).measure();
            assertThat(looks.get(0).relations()).hasSize(1);
            assertThat(looks.get(1).relations()).as("idle").isEmpty();
            assertThat(looks.get(1).statements()).as("idle").isEmpty();
            RelationsSnapshot delta =
                    Codec.decode(looks.get(2).relations().getFirst().value(), RelationsSnapshot.class);
            assertThat(delta.header().kind()).isEqualTo(SnapshotKind.DELTA);
            assertThat(delta.tables())
                    .as("one table was written")
                    .extracting(table -> table.schema() + "." + table.name())
                    .containsExactly(Server.table(20));
        }
    }
}
