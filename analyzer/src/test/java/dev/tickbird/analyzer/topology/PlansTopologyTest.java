package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanAnswer.How;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a statement to a question, and from its answer to a finding. */
class PlansTopologyTest {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final Duration BETWEEN = Duration.ofMinutes(5);

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;
    private long scans = 10;
    private final Map<String, Long> sequences = new HashMap<>();

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
        ThresholdOverride atOnce =
                new ThresholdOverride("index.missing", List.of(), Map.of(), null, null, Map.of("for", "PT0S"), null);
        FleetPolicy policy = new FleetPolicy(
                1, List.of(), List.of(atOnce), List.of(), Duration.ZERO, List.of(), List.of(), List.of(), List.of());
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);
        statements(0);
        relations(orders());
        statements(100);
        relations(orders());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aQuestionGoesOut_andTheFindingSaysThatItIsOpen() {
        PlanQuestion question = asked().orElseThrow();

        assertThat(question.instance()).isEqualTo(Facts.INSTANCE);
        assertThat(question.database()).isEqualTo("app");
        assertThat(question.columns()).extracting(column -> column.column()).containsExactly("user_id");
        assertThat(missing().orElseThrow().explanation()).contains("has not been asked about the index yet");
        relations(orders());
        assertThat(asked()).as("it is asked once").isEmpty();
    }

    @Test
    void aConfirmedIndexIsToldWithItsFigures() {
        answer(asked().orElseThrow(), new Cost(2000, 2000, true, 20.0, true));
        relations(orders());

        Finding finding = missing().orElseThrow();
        assertThat(finding.explanation()).contains("it would use it");
        assertThat(finding.evidence()).extracting(measure -> measure.measure()).contains("plan.cost-with-index");
        assertThat(finding.action()).isNotNull();
    }

    @Test
    void whatThePlannerWouldNotUse_isWell() {
        answer(asked().orElseThrow(), new Cost(2000, 2000, true, 2000.0, false));
        relations(orders());
        pass(Duration.ofMinutes(11));
        assertThat(missing())
                .hasValueSatisfying(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void anAnswerNobodyAskedFor_isNotKept() {
        PlanQuestion question = asked().orElseThrow();
        bench.input(Topic.ANSWERS)
                .pipeInput(
                        Facts.INSTANCE.value(),
                        Codec.encode(new PlanAnswer(
                                "qst_00000000000000000000000000000000",
                                Facts.INSTANCE,
                                question.databaseOid(),
                                question.tableOid(),
                                How.HYPOPG,
                                null,
                                null,
                                List.of(new Cost(2000, 2000, true, 2000.0, false)),
                                null,
                                now)),
                        now);
        relations(orders());
        assertThat(missing().orElseThrow().explanation()).contains("has not been asked");
    }

    @Test
    void anAnswerUnderAnotherKey_isPutAside() {
        PlanQuestion question = asked().orElseThrow();
        PlanAnswer forged = answerTo(question, new Cost(2000, 2000, true, 2000.0, false));
        bench.input(Topic.ANSWERS).pipeInput("another", Codec.encode(forged), now);
        assertThat(bench.output(Topic.DEAD_LETTERS).readRecordsToList()).hasSize(1);
        relations(orders());
        assertThat(missing().orElseThrow().explanation()).contains("has not been asked");
    }

    @Test
    void whatIsNotAnsweredIsAskedAgainAfterAnHour_whatIsAfterADay() {
        PlanQuestion first = asked().orElseThrow();
        after(Duration.ofMinutes(40));
        assertThat(asked()).isEmpty();
        after(Duration.ofMinutes(20));
        assertThat(asked()).hasValueSatisfying(again -> assertThat(again.id()).isEqualTo(first.id()));
        answer(first, new Cost(2000, 2000, true, 20.0, true));
        after(Duration.ofHours(20));
        assertThat(asked()).isEmpty();
        after(Duration.ofHours(4));
        assertThat(asked()).isPresent();
        assertThat(missing().orElseThrow().explanation())
                .as("meanwhile the old answer stands")
                .contains("it would use it");
    }

    @Test
    void anotherTableDefinitionIsAnotherQuestion() {
        PlanQuestion first = asked().orElseThrow();
        relations(Facts.table(7, "orders", counters(), Facts.index(90, "other", 3)));
        assertThat(asked()).hasValueSatisfying(next -> assertThat(next.id()).isNotEqualTo(first.id()));
    }

    @Test
    void ofAPartitionedTableAllPartitionsAreReadTogether() {
        TableDocument parent = Facts.partitioned(8, "orders");
        relations(SnapshotKind.FULL, parent, Facts.partition(9, "orders_1", 8, counters()));
        relations(SnapshotKind.FULL, parent, Facts.partition(9, "orders_1", 8, counters()));

        assertThat(bench.all(Topic.QUESTIONS, PlanQuestion.class))
                .filteredOn(question -> question.tableOid() == 8)
                .hasSize(1);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.rule().equals("index.missing") && !finding.provisional())
                .last()
                .satisfies(finding -> assertThat(finding.remedy()).contains("CREATE INDEX ON ONLY public.orders"));
    }

    private Optional<PlanQuestion> asked() {
        return bench.last(Topic.QUESTIONS, PlanQuestion.class);
    }

    private Optional<Finding> missing() {
        return bench.all(Topic.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.rule().equals("index.missing"))
                .reduce((first, second) -> second);
    }

    private void answer(PlanQuestion question, Cost cost) {
        PlanAnswer answer = answerTo(question, cost);
        bench.input(Topic.ANSWERS).pipeInput(answer.instance().value(), Codec.encode(answer), now);
    }

    private PlanAnswer answerTo(PlanQuestion question, Cost cost) {
        return new PlanAnswer(
                question.id(),
                question.instance(),
                question.databaseOid(),
                question.tableOid(),
                How.HYPOPG,
                null,
                null,
                List.of(cost),
                8192L,
                now);
    }

    private void after(Duration duration) {
        pass(duration);
        statements(100);
        relations(orders());
    }

    private void statements(long calls) {
        now = now.plus(BETWEEN);
        long all = sequences.merge("calls", calls, Long::sum);
        StatementCounters row = new StatementCounters(
                "q1",
                10,
                "app",
                Facts.DATABASE_OID,
                "app",
                true,
                false,
                "SELECT * FROM orders WHERE user_id = $1",
                all,
                0,
                all * 100.0,
                all * 4,
                all * 640,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of());
        StatementsSnapshot snapshot =
                new StatementsSnapshot(header("s", null, null), "1.11", null, 0L, List.of(row), null);
        bench.input(Topic.SNAPSHOTS_STATEMENTS).pipeInput(key(), Codec.encode(snapshot), now);
    }

    private TableDocument orders() {
        return Facts.table(7, "orders", counters());
    }

    /** Every reading finds that the table was read whole as often as the threshold asks, and often more. */
    private TableCounters counters() {
        scans += 100_000;
        return new TableCounters(
                scans, scans * 100_000, 0, 0, 100_000, 0, 0, 0, 100_000, 0, 0, 0, 1, 0, 1, 0, now, null, now, null);
    }

    private void relations(TableDocument... tables) {
        relations(null, tables);
    }

    private void relations(@Nullable SnapshotKind kind, TableDocument... tables) {
        now = now.plus(BETWEEN);
        RelationsSnapshot snapshot = Facts.relations(header("r", "app", kind), tables);
        bench.input(Topic.SNAPSHOTS_RELATIONS).pipeInput(key(), Codec.encode(snapshot), now);
    }

    private static String key() {
        return Facts.INSTANCE.value();
    }

    private SnapshotHeader header(String stream, @Nullable String database, @Nullable SnapshotKind kind) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        SnapshotKind usual = sequence == 0 ? SnapshotKind.FULL : SnapshotKind.DELTA;
        SnapshotHeader header = Facts.header(SESSION, kind == null ? usual : kind, sequence, now);
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
