package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Ended;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringViewsTopologyTest {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final MonitoringViews WANTED = new MonitoringViews(MonitoringViews.USUAL_SCHEMA, false);
    private static final MonitoringSchema ABSENT =
            new MonitoringSchema(WANTED.schema(), null, null, List.of(), List.of(), null);

    @TempDir
    Path state;

    @Test
    void aWishOfTheFleetFileBecomesAProposal_thatEndsWhenTheViewsAreThere() {
        Instant now = Facts.NOON;
        try (TopologyBench bench = new TopologyBench(state, now)) {
            bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.wanting(WANTED)), now);

            look(bench, 0, ABSENT, now.plusSeconds(1));

            Finding open = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
            assertThat(open.rule()).isEqualTo("schema.monitoring-views");
            assertThat(open.subject()).isEqualTo(new Subject.Database("app"));
            Proposal proposal = bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
            assertThat(proposal.statements())
                    .startsWith("BEGIN", "CREATE SCHEMA tickbird_views")
                    .endsWith("COMMIT");
            assertThat(proposal.digestHolds()).isTrue();

            MonitoringSchema there = new MonitoringSchema(
                    WANTED.schema(),
                    "tickbird_executor",
                    MonitoringView.schemaComment(ServerVersion.of(180006), null),
                    MonitoringView.names(),
                    List.of(),
                    null);
            bench.input(Topic.OUTCOMES)
                    .pipeInput(
                            Partitions.key(
                                    proposal.instance().value(), proposal.id().value()),
                            Codec.encode(Ended.of(proposal, ActionState.SUCCEEDED, now.plusSeconds(2))),
                            now.plusSeconds(2));
            look(bench, 1, there, now.plusSeconds(3));

            assertThat(bench.last(Topic.PROPOSALS, Proposal.class).map(Proposal::state))
                    .contains(ProposalState.WITHDRAWN);
            assertThat(bench.last(Topic.FINDINGS, Finding.class).map(Finding::state))
                    .contains(FindingState.RESOLVED);
        }
    }

    private static void look(TopologyBench bench, long sequence, MonitoringSchema seen, Instant at) {
        SnapshotKind kind = sequence == 0 ? SnapshotKind.FULL : SnapshotKind.DELTA;
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(
                        Facts.INSTANCE.value(),
                        Codec.encode(new RelationsSnapshot(
                                Facts.header(SESSION, kind, sequence, at),
                                Facts.DATABASE_OID,
                                null,
                                Map.of(),
                                List.of(),
                                List.of(),
                                seen,
                                List.of())),
                        at);
    }
}
