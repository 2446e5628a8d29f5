package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.IndexSample;
import dev.tickbird.analyzer.TableSample;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an index of a partitioned table is unused. */
class PartitionTopologyTest {
    private static final Duration REPORT_AFTER = Duration.ofMinutes(20);
    private static final Duration DROP_AFTER = Duration.ofMinutes(40);
    private static final long ROOT = 1;
    private static final long INDEX = 10;
    private static final long LEAF_PAGES = 500;

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;
    private long sequence;

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
        FleetPolicy policy = new FleetPolicy(
                1,
                List.of(),
                List.of(
                        override(
                                "index.unused",
                                Map.of("report-after", REPORT_AFTER.toString(), "drop-after", DROP_AFTER.toString())),
                        override("index.write-only", Map.of("after", REPORT_AFTER.toString(), "min-bytes", "1"))),
                List.of(),
                Duration.ZERO,
                List.of(),
                List.of());
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anIndexThatNoPartitionUsesIsReportedOnce() {
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));
        assertThat(told())
                .singleElement()
                .satisfies(young -> assertThat(young.provisional()).isTrue());
        pass(REPORT_AFTER);
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));

        assertThat(told()).singleElement().satisfies(finding -> {
            assertThat(finding.subject().label()).isEqualTo("public.orders_i");
            assertThat(finding.title()).isEqualTo("orders_i is not used in any partition");
            assertThat(finding.provisional()).isFalse();
            assertThat(finding.remedy()).contains("ACCESS EXCLUSIVE");
            assertThat(finding.action()).isNull();
            assertThat(finding.expectedGain().getFirst().value().longValueExact())
                    .isEqualTo(2 * LEAF_PAGES * 8192);
        });

        pass(DROP_AFTER.minus(REPORT_AFTER));
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));
        assertThat(told()).last().extracting(Finding::action).isInstanceOfSatisfying(DropIndex.class, drop -> {
            assertThat(drop.risk()).isEqualTo(Risk.HIGH);
            assertThat(drop.statements(ServerVersion.major(18))).containsExactly("DROP INDEX public.orders_i");
        });
    }

    @Test
    void oneUsedPartitionKeepsTheWholeIndex_whicheverBringsItUp() {
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));
        told();
        delta(leaf(3, ROOT, INDEX, 4));
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 4));
        pass(REPORT_AFTER);

        assertThat(told())
                .singleElement()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void isAsYoungAsThePartitionThatCameLast() {
        full(root(), leaf(2, ROOT, INDEX, 0));
        pass(REPORT_AFTER);
        delta(leaf(3, ROOT, INDEX, 0));
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.provisional()).isTrue());

        pass(REPORT_AFTER);
        full(root(), leaf(2, ROOT, INDEX, 0), leaf(3, ROOT, INDEX, 0));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.provisional()).isFalse());
    }

    @Test
    void readsPartitionsOfPartitions() {
        TableDocument[] unused = {root(), between(2, 20), leaf(3, 2, 20, 0), leaf(4, ROOT, INDEX, 0)};
        full(unused);
        pass(REPORT_AFTER);
        full(unused);
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.subject().label()).isEqualTo("public.orders_i"));

        full(root(), between(2, 20), leaf(3, 2, 20, 1), leaf(4, ROOT, INDEX, 0));
        pass(REPORT_AFTER);
        full(root(), between(2, 20), leaf(3, 2, 20, 1), leaf(4, ROOT, INDEX, 0));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void aUniqueIndexStays() {
        IndexDocument unique =
                IndexSample.of(INDEX, "orders_i", 2).unique().partitioned().document();
        TableDocument parent = TableSample.of(ROOT, "orders")
                .partitioned()
                .indexes(List.of(unique))
                .document();
        TableDocument leaf = leaf(
                2,
                ROOT,
                IndexSample.of(20, "leaf_i", 2).unique().attachedTo(INDEX).read(0));
        full(parent, leaf);
        pass(REPORT_AFTER);
        full(parent, leaf);

        assertThat(told()).isEmpty();
    }

    @Test
    void theFirstPartsOfAFirstSnapshotProveNothing() {
        part(1, 2, root(), leaf(2, ROOT, INDEX, 0));
        part(2, 2, leaf(3, ROOT, INDEX, 4));
        assertThat(told()).isEmpty();

        pass(REPORT_AFTER);
        part(1, 2, root(), leaf(2, ROOT, INDEX, 0));
        part(2, 2, leaf(3, ROOT, INDEX, 4));
        assertThat(told())
                .as("counted before our observation began, and never since")
                .hasSize(1);
    }

    private List<Finding> told() {
        return bench.all(Topic.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.rule().equals("index.unused"))
                .toList();
    }

    private static ThresholdOverride override(String rule, Map<String, String> values) {
        return new ThresholdOverride(rule, List.of(), Map.of(), null, null, values, null);
    }

    private static TableDocument root() {
        return partitioned(ROOT, "orders", null, IndexSample.of(INDEX, "orders_i", 2));
    }

    private static TableDocument between(long oid, long index) {
        return partitioned(
                oid, "between", ROOT, IndexSample.of(index, "between_i", 2).attachedTo(INDEX));
    }

    private static TableDocument partitioned(long oid, String name, @Nullable Long above, IndexSample index) {
        return TableSample.of(oid, name)
                .partitioned()
                .partitionOf(above)
                .indexes(List.of(index.partitioned().document()))
                .document();
    }

    private static TableDocument leaf(long oid, long above, long aboveIndex, long scans) {
        return leaf(
                oid,
                above,
                IndexSample.of(oid * 100, "leaf_i" + oid, 2)
                        .attachedTo(aboveIndex)
                        .read(scans));
    }

    private static TableDocument leaf(long oid, long above, IndexSample index) {
        return Facts.partition(oid, "leaf" + oid, above, Facts.counters(100_000, 0), index.document());
    }

    private void full(TableDocument... tables) {
        send(SnapshotKind.FULL, 1, 1, tables);
    }

    private void delta(TableDocument... tables) {
        send(SnapshotKind.DELTA, 1, 1, tables);
    }

    private void part(int part, int of, TableDocument... tables) {
        send(SnapshotKind.FULL, part, of, tables);
    }

    private void send(SnapshotKind kind, int part, int parts, TableDocument... tables) {
        now = now.plusSeconds(1);
        SnapshotHeader one = Facts.header("01936e00-0000-7000-8000-000000000001", kind, sequence++, now);
        SnapshotHeader header = new SnapshotHeader(
                one.instance(),
                one.cluster(),
                one.systemIdentifier(),
                one.timeline(),
                one.serverVersion(),
                one.postmasterStart(),
                one.session(),
                "snapshot" + (sequence - part),
                kind,
                one.sequence(),
                part,
                parts,
                one.database(),
                now,
                1,
                List.of());
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.relations(header, tables)), now);
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
        bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, duration.toMillis())), now);
    }
}
