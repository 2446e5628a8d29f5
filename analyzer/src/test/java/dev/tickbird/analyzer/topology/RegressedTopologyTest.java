package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when the application became slower after an action. */
class RegressedTopologyTest {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final Duration BETWEEN = Duration.ofMinutes(5);
    private static final long TABLE = 7;
    private static final IndexDocument TWIN = Facts.index(71, "orders_user_id_idx", 2);
    private static final IndexDocument DUPLICATE = Facts.index(72, "orders_user_id_idx1", 2);

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;
    private long calls;
    private double millis;
    private long scans;
    private long scanned;
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Finding> told = new ArrayList<>();
    private final List<Proposal> proposed = new ArrayList<>();

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
        FleetPolicy policy = FleetPolicy.of(1, List.of(), List.of(), Duration.ZERO);
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);
        bench.input(Topic.TARGETS).pipeInput(key(), Codec.encode(Facts.target(Mode.EXECUTE)), now);
        statements(0, 0);
        relations(TWIN, DUPLICATE);
        statements(1000, 1);
        relations(TWIN, DUPLICATE);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aDroppedIndexThatIsMissed_carriesItsUndo_andEndsWithIt() {
        Proposal drop = proposal("index.duplicate");
        assertThat(drop.undo().about()).isEqualTo("Build the index again.");
        succeeded(drop.id(), drop.finding(), drop.rule(), drop.action());
        relations(TWIN);
        statements(1000, 1);
        assertThat(regressed()).as("nothing became slower").isEmpty();

        statements(1000, 199);
        Finding finding = regressed().orElseThrow();
        assertThat(finding.state()).isEqualTo(FindingState.OPEN);
        assertThat(finding.subject()).isEqualTo(new Subject.Index("app", "public", "orders_user_id_idx1", "orders"));
        assertThat(finding.explanation()).contains("statement q1 takes 100 ms a call instead of 1.00 ms (2000 calls)");

        Proposal undo = proposal("action.regressed");
        assertThat(undo.state()).isEqualTo(ProposalState.LIVE);
        assertThat(undo.action())
                .isEqualTo(new CreateIndex(
                        "public",
                        "orders",
                        "orders_user_id_idx1",
                        "btree",
                        List.of(IndexColumn.ascending("user_id")),
                        List.of(),
                        false,
                        null,
                        null));
        assertThat(undo.target().objectOid()).isEqualTo(TABLE);
        succeeded(undo.id(), undo.finding(), undo.rule(), undo.action());
        statements(1000, 200);
        assertThat(regressed().orElseThrow().state()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aDroppedIndexWhoseTableIsReadWholeSince_isTold() {
        Proposal drop = proposal("index.duplicate");
        succeeded(drop.id(), drop.finding(), drop.rule(), drop.action());
        relations(TWIN);
        scans += 200;
        scanned += 20_000_000;
        relations(TWIN);
        assertThat(regressed().orElseThrow().explanation()).contains("sequential scans read 240,000,000 rows");
    }

    @Test
    void whatBecomesSlowerTwoDaysLater_isNotLaidAtItsDoor() {
        Proposal drop = proposal("index.duplicate");
        succeeded(drop.id(), drop.finding(), drop.rule(), drop.action());
        relations(TWIN);
        pass(Duration.ofDays(2));
        statements(1000, 200);
        assertThat(regressed()).isEmpty();
    }

    @Test
    void aCreatedIndex_isTakenBackByDroppingTheVeryOne() {
        CreateIndex create = new CreateIndex(
                "public",
                "orders",
                "orders_created_at_idx",
                "btree",
                List.of(IndexColumn.ascending("created_at")),
                List.of(),
                false,
                null,
                null);
        succeeded(id("made"), FindingId.of(StableId.of("fnd", "made")), "index.missing", create);
        statements(1000, 200);
        assertThat(regressed().orElseThrow().action()).as("it was not seen yet").isNull();

        IndexDocument created = Facts.index(73, "orders_created_at_idx", 3);
        relations(TWIN, created);
        statements(1000, 200);
        Proposal undo = proposal("action.regressed");
        assertThat(undo.action()).isInstanceOf(DropIndex.class);
        assertThat(undo.target().objectOid()).isEqualTo(73);
        assertThat(undo.target().definitionHash()).isEqualTo(created.definitionHash());
    }

    @Test
    void aParameterConcernsEveryStatement() {
        SetParameter parameter = new SetParameter(null, "random_page_cost", "4", "1.1");
        succeeded(id("set"), FindingId.of(StableId.of("fnd", "set")), "config.advice", parameter);
        statements(1000, 200);
        Finding finding = regressed().orElseThrow();
        assertThat(finding.subject()).isEqualTo(new Subject.Setting("random_page_cost"));
        assertThat(finding.action()).isEqualTo(new SetParameter(null, "random_page_cost", "1.1", "4"));
    }

    private static ActionId id(String name) {
        return ActionId.of(StableId.of("act", name));
    }

    private void succeeded(ActionId action, FindingId finding, String rule, Action what) {
        now = now.plusSeconds(1);
        Outcome outcome = new Outcome(
                action,
                Facts.INSTANCE,
                "app",
                finding,
                rule,
                what,
                what.object(),
                ActionState.SUCCEEDED,
                1,
                4,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of("ann"),
                "executor",
                now,
                null);
        bench.input(Topic.OUTCOMES).pipeInput(Partitions.key(key(), action.value()), Codec.encode(outcome), now);
    }

    private Optional<Finding> regressed() {
        told.addAll(bench.all(Topic.FINDINGS, Finding.class));
        return told.stream()
                .filter(finding -> finding.rule().equals("action.regressed"))
                .reduce((first, second) -> second);
    }

    private Proposal proposal(String rule) {
        proposed.addAll(bench.all(Topic.PROPOSALS, Proposal.class));
        return proposed.stream()
                .filter(proposal -> proposal.rule().equals(rule))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void statements(long more, double each) {
        now = now.plus(BETWEEN);
        calls += more;
        millis += more * each;
        StatementCounters row = new StatementCounters(
                "q1",
                10,
                "app",
                Facts.DATABASE_OID,
                "app",
                true,
                false,
                "SELECT * FROM orders WHERE user_id = $1",
                calls,
                0,
                millis,
                calls,
                calls,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of());
        StatementsSnapshot snapshot = new StatementsSnapshot(header("s", null), "1.11", null, 0L, List.of(row), null);
        bench.input(Topic.SNAPSHOTS_STATEMENTS).pipeInput(key(), Codec.encode(snapshot), now);
    }

    private void relations(IndexDocument... indexes) {
        now = now.plus(BETWEEN);
        TableCounters counters = new TableCounters(
                scans, scanned, 0, 0, 100_000, 0, 0, 0, 100_000, 0, 0, 0, 1, 0, 1, 0, now, null, now, null);
        RelationsSnapshot snapshot =
                Facts.relations(header("r", "app"), Facts.table(TABLE, "orders", counters, indexes));
        bench.input(Topic.SNAPSHOTS_RELATIONS).pipeInput(key(), Codec.encode(snapshot), now);
    }

    private static String key() {
        return Facts.INSTANCE.value();
    }

    private SnapshotHeader header(String stream, @Nullable String database) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        SnapshotHeader header =
                Facts.header(SESSION, sequence == 0 ? SnapshotKind.FULL : SnapshotKind.DELTA, sequence, now);
        return new SnapshotHeader(
                header.instance(),
                header.cluster(),
                header.systemIdentifier(),
                header.timeline(),
                header.serverVersion(),
                header.postmasterStart(),
                header.session(),
                stream + sequence,
                header.kind(),
                header.sequence(),
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
