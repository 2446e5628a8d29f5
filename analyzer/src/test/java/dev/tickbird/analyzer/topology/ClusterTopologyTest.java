package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.Cluster;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexUsage;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a primary knows of the reads on its standbys. */
class ClusterTopologyTest {
    private static final InstanceId A = InstanceId.of("orders-a");
    private static final InstanceId B = InstanceId.of("orders-b");
    private static final String SYSTEM = "7445000000000000001";
    private static final String WRAPAROUND = "vacuum.wraparound-xid";
    private static final String DUPLICATE = "index.duplicate";
    private static final Duration REPORT_AFTER = Duration.ofMinutes(20);

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;
    private final Map<String, Long> sequences = new HashMap<>();

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
        policy(1, "index.unused", Map.of("report-after", REPORT_AFTER.toString()), A, B);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anIndexIsUnusedOnlyWhenTheStandbyWasWatchedAsLong() {
        facts(A, Facts.facts(false, "b"));
        relations(A, 0);
        pass(REPORT_AFTER);
        relations(A, 0);
        assertThat(unused()).as("nobody watches the standby").hasValueSatisfying(finding -> {
            assertThat(finding.provisional()).isTrue();
            assertThat(finding.explanation()).contains("standbys whose reads are not known");
        });

        facts(B, Facts.facts(true));
        relations(A, 0);
        assertThat(unused()).as("the standby is watched, but too shortly").isEmpty();
        pass(REPORT_AFTER.dividedBy(2));
        facts(B, Facts.facts(true));
        pass(REPORT_AFTER.dividedBy(2));
        facts(B, Facts.facts(true));
        relations(A, 0);
        assertThat(unused())
                .hasValueSatisfying(finding -> assertThat(finding.provisional()).isFalse());
    }

    @Test
    void aReadOnTheStandbyIsAUse_alsoAfterAFailover() {
        facts(A, Facts.facts(false, "b"));
        facts(B, Facts.facts(true));
        relations(A, 0);
        relations(B, 0);
        relations(B, 3);
        IndexUsage told = bench.last(Topic.USAGE, IndexUsage.class).orElseThrow();
        assertThat(told.instance()).isEqualTo(A);
        assertThat(told.scans()).containsExactly(new IndexUsage.Scans(7, 10, "hash[2]", 3));

        assertThat(unused())
                .as("too young to tell")
                .hasValueSatisfying(finding -> assertThat(finding.provisional()).isTrue());

        relations(A, 0);
        pass(REPORT_AFTER.dividedBy(2));
        facts(B, Facts.facts(true));
        pass(REPORT_AFTER.dividedBy(2));
        facts(B, Facts.facts(true));
        relations(A, 0);
        assertThat(unused())
                .hasValueSatisfying(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));

        facts(A, Facts.facts(false));
        facts(B, Facts.facts(false));
        relations(B, 3);
        assertThat(unused()).as("the new primary used it itself").isEmpty();
    }

    @Test
    void aReadOnThePrimaryIsAUseForWhoeverIsPrimaryNext() {
        facts(B, Facts.facts(true));
        relations(B, 0);
        facts(A, Facts.facts(false, "b"));
        relations(A, 0);
        relations(A, 5);
        pass(REPORT_AFTER);
        facts(A, Facts.facts(false));
        facts(B, Facts.facts(false));
        relations(B, 0);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.instance().equals(B))
                .isEmpty();
    }

    @Test
    void whatIsWrongWithTablesIsSaidOfThePrimaryAlone() {
        facts(A, Facts.facts(false, "b"));
        facts(B, Facts.facts(true));
        IndexDocument[] twins = {Facts.index(10, "one", 5, new int[] {2}), Facts.index(11, "two", 5, new int[] {2})};
        relations(A, SYSTEM, twins);
        relations(B, SYSTEM, twins);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .extracting(Finding::instance)
                .containsExactly(A);

        facts(B, Facts.facts(false));
        relations(B, SYSTEM, twins);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .as("after its promotion")
                .extracting(Finding::instance)
                .containsExactly(B);
        facts(A, Facts.facts(true));
        relations(A, SYSTEM, twins);
        pass(Duration.ofMinutes(11));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.instance().equals(A))
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void whatAStandbySharesWithItsPrimaryIsNotToldTwice() {
        Map<String, String> anyAge = Map.of("warning-age", "1", "warning-factor", "0");
        policy(2, WRAPAROUND, anyAge, A, B);
        facts(A, Facts.facts(false, "b"));
        facts(B, Facts.facts(true));
        assertThat(told(WRAPAROUND)).extracting(Finding::instance).containsExactly(A);

        facts(B, Facts.facts(false));
        facts(A, Facts.facts(true));
        pass(Duration.ofMinutes(11));
        assertThat(told(WRAPAROUND))
                .as("after a failover")
                .extracting(Finding::instance, Finding::state)
                .containsExactly(Tuple.tuple(B, FindingState.OPEN), Tuple.tuple(A, FindingState.RESOLVED));

        policy(3, WRAPAROUND, anyAge, A);
        facts(A, Facts.facts(true));
        assertThat(told(WRAPAROUND))
                .as("watched alone")
                .extracting(Finding::instance, Finding::state)
                .containsExactly(Tuple.tuple(A, FindingState.OPEN));
    }

    @Test
    void ofStandbysWithoutAWatchedPrimaryTheFirstSpeaks() {
        policy(2, WRAPAROUND, Map.of("warning-age", "1", "warning-factor", "0"), A, B);
        IndexDocument[] twins = {Facts.index(10, "one", 5, new int[] {2}), Facts.index(11, "two", 5, new int[] {2})};
        facts(A, Facts.facts(true));
        assertThat(told(WRAPAROUND)).as("the other may be the primary").isEmpty();
        facts(B, Facts.facts(true));
        facts(A, Facts.facts(true));
        facts(B, Facts.facts(true));
        assertThat(told(WRAPAROUND)).extracting(Finding::instance).containsExactly(A);

        relations(A, SYSTEM, twins);
        relations(B, SYSTEM, twins);
        assertThat(told(DUPLICATE)).extracting(Finding::instance).containsExactly(A);
    }

    @Test
    void whoBecameAStandbyIsSpokenOfNoMore_beforeItsTablesAreReadAgain() {
        IndexDocument[] twins = {Facts.index(10, "one", 5, new int[] {2}), Facts.index(11, "two", 5, new int[] {2})};
        facts(A, Facts.facts(false, "b"));
        facts(B, Facts.facts(true));
        relations(A, SYSTEM, twins);
        assertThat(told(DUPLICATE)).extracting(Finding::state).containsExactly(FindingState.OPEN);

        facts(B, Facts.facts(false));
        facts(A, Facts.facts(true));
        assertThat(told(DUPLICATE)).extracting(Finding::state).containsExactly(FindingState.RESOLVED);
        facts(A, Facts.facts(true));
        assertThat(told(DUPLICATE)).as("said once").isEmpty();
    }

    @Test
    void whoComesBackAsAStandbyIsSpokenOfNoMore() {
        IndexDocument[] twins = {Facts.index(10, "one", 5, new int[] {2}), Facts.index(11, "two", 5, new int[] {2})};
        facts(A, Facts.facts(false, "b"));
        relations(A, SYSTEM, twins);
        unreachable(A);
        pass(Duration.ofMinutes(5));
        unreachable(A);
        assertThat(told(DUPLICATE)).extracting(Finding::state).containsExactly(FindingState.OPEN, FindingState.UNKNOWN);

        facts(A, Facts.facts(true));
        pass(Duration.ofSeconds(10));
        assertThat(told(DUPLICATE)).extracting(Finding::state).containsExactly(FindingState.RESOLVED);
    }

    @Test
    void anotherSystemsOidsMeanNothing() {
        facts(A, Facts.facts(false));
        relations(A, 0);
        bench.input(Topic.USAGE)
                .pipeInput(
                        A.value(),
                        Codec.encode(new IndexUsage(
                                A,
                                B,
                                "1",
                                Facts.DATABASE_OID,
                                List.of(new IndexUsage.Scans(7, 10, "hash[2]", 3)),
                                true,
                                now)),
                        now);
        pass(REPORT_AFTER);
        relations(A, 0);
        assertThat(unused())
                .hasValueSatisfying(finding -> assertThat(finding.provisional())
                        .as("a clone under the cluster's name is no standby that tells")
                        .isTrue());
    }

    private Optional<Finding> unused() {
        return told("index.unused").stream().reduce((first, second) -> second);
    }

    private List<Finding> told(String rule) {
        return bench.all(Topic.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private void policy(long revision, String rule, Map<String, String> thresholds, InstanceId... cluster) {
        FleetPolicy policy = new FleetPolicy(
                revision,
                List.of(),
                List.of(new ThresholdOverride(rule, List.of(), Map.of(), null, null, thresholds, null)),
                List.of(),
                Duration.ZERO,
                List.of(new Cluster("orders", List.of(cluster))),
                List.of(),
                List.of(),
                List.of());
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);
    }

    private void facts(InstanceId of, InstanceFacts facts) {
        instance(of, Reachability.YES, facts);
    }

    private void unreachable(InstanceId of) {
        instance(of, Reachability.no("refused", "nothing listens there", null), null);
    }

    private void instance(InstanceId of, Reachability reachability, @Nullable InstanceFacts facts) {
        now = now.plusSeconds(1);
        InstanceSnapshot snapshot = new InstanceSnapshot(header(of, "i", null, SYSTEM), reachability, null, facts);
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(of.value(), Codec.encode(snapshot), now);
    }

    private void relations(InstanceId of, long scans) {
        relations(of, SYSTEM, Facts.index(10, "orders_user_id_idx", scans, new int[] {2}));
    }

    private void relations(InstanceId of, String system, IndexDocument... indexes) {
        now = now.plusSeconds(1);
        RelationsSnapshot snapshot = Facts.relations(
                header(of, "r", "app", system), Facts.table(7, "orders", Facts.counters(100_000, 0), indexes));
        bench.input(Topic.SNAPSHOTS_RELATIONS).pipeInput(of.value(), Codec.encode(snapshot), now);
    }

    private SnapshotHeader header(InstanceId of, String stream, @Nullable String database, String system) {
        long sequence = sequences.merge(of + stream, 1L, Long::sum) - 1;
        return new SnapshotHeader(
                of,
                "orders",
                system,
                1,
                ServerVersion.of(180006),
                Facts.NOON.minusSeconds(86_400),
                "01936e00-0000-7000-8000-000000000001",
                of + stream + sequence,
                sequence == 0 ? SnapshotKind.FULL : SnapshotKind.DELTA,
                sequence,
                1,
                1,
                database,
                now,
                1,
                List.of());
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
        bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, duration.toMillis())), now);
    }
}
