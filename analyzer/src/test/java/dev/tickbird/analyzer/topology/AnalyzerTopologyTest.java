package dev.tickbird.analyzer.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.Sketch;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.SettingsBaseline;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzerTopologyTest {
    private static final String FIRST = "01936e00-0000-7000-8000-000000000001";
    private static final String SECOND = "01936e00-0000-7000-8000-000000000002";
    private static final long INTERVAL = 10_000;
    private static final long LONG_INTERVAL = 60_000;

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aDuplicateBecomesAFindingAndAProposal_andBothEndWhenItIsGone() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        Finding open = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(open.rule()).isEqualTo("index.duplicate");
        assertThat(open.state()).isEqualTo(FindingState.OPEN);
        Proposal proposal = bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
        assertThat(proposal.statements()).containsExactly("DROP INDEX CONCURRENTLY public.orders_user_id_idx1");
        assertThat(proposal.digestHolds()).isTrue();

        relations(FIRST, SnapshotKind.DELTA, 1, single());
        assertThat(bench.last(Topic.FINDINGS, Finding.class))
                .as("not at once: it must be gone for its clear time")
                .isEmpty();
        pass(Duration.ofMinutes(11));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
        assertThat(bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow().state())
                .isEqualTo(ProposalState.WITHDRAWN);
    }

    @Test
    void whatOurActionMendedIsResolvedAtTheNextLook() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        Proposal proposal = bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
        outcome(proposal, ActionState.SUCCEEDED);
        relations(FIRST, SnapshotKind.DELTA, 1, single());
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void anActionThatFailedMendsNothing_norOneWhoseProblemIsSeenAgain() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        Proposal proposal = bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
        outcome(proposal, ActionState.SUCCEEDED);
        relations(FIRST, SnapshotKind.FULL, 1, duplicated());
        outcome(proposal, ActionState.FAILED);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .extracting(Finding::state)
                .containsOnly(FindingState.OPEN);
        relations(FIRST, SnapshotKind.DELTA, 2, single());
        assertThat(bench.last(Topic.FINDINGS, Finding.class)).isEmpty();
    }

    @Test
    void findingsOfANewInstanceSayUntilWhenItIsNew() {
        watch(Mode.OBSERVE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        Finding fresh = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(Duration.between(fresh.since(), requireNonNull(fresh.quietUntil())))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        relations(FIRST, SnapshotKind.DELTA, 1, single());
        pass(Duration.ofHours(25));
        relations(FIRST, SnapshotKind.DELTA, 2, duplicated());
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().quietUntil())
                .isNull();
    }

    @Test
    void theSameProblemAgainIsTheNextEpisode() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        Finding first = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        relations(FIRST, SnapshotKind.DELTA, 1, single());
        pass(Duration.ofMinutes(11));
        relations(FIRST, SnapshotKind.DELTA, 2, duplicated());
        Finding second = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.episode()).isEqualTo(2);
        assertThat(second.state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void observeFindsAndProposesNothing() {
        watch(Mode.OBSERVE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        assertThat(bench.last(Topic.FINDINGS, Finding.class)).isPresent();
        assertThat(bench.last(Topic.PROPOSALS, Proposal.class)).isEmpty();
    }

    @Test
    void aTableThatAFullSnapshotDoesNotHoldIsGone() {
        watch(Mode.OBSERVE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        relations(SECOND, SnapshotKind.FULL, 0);
        pass(Duration.ofMinutes(11));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aGapMakesUnknown_andTheNextFullTells() {
        watch(Mode.OBSERVE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        relations(FIRST, SnapshotKind.DELTA, 5);
        Finding unknown = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(unknown.state()).isEqualTo(FindingState.UNKNOWN);
        assertThat(unknown.unknownReason()).contains("missing");
        relations(FIRST, SnapshotKind.FULL, 6, duplicated());
        Finding again = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(again.state()).isEqualTo(FindingState.OPEN);
        assertThat(again.episode()).isEqualTo(1);
    }

    @Test
    void snapshotsOfAnOlderSessionAreDropped() {
        watch(Mode.OBSERVE);
        relations(SECOND, SnapshotKind.FULL, 0, duplicated());
        bench.last(Topic.FINDINGS, Finding.class);
        relations(FIRST, SnapshotKind.FULL, 9, single());
        pass(Duration.ofMinutes(11));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .noneMatch(finding -> finding.state() == FindingState.RESOLVED);
    }

    @Test
    void vacuumBehindIsPendingUntilItHeldForItsTime() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, Facts.table(7, "orders", Facts.counters(100_000, 60_000)));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.PENDING);
        assertThat(bench.last(Topic.PROPOSALS, Proposal.class)).isEmpty();
        hear();
        pass(Duration.ofMinutes(31));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .anyMatch(finding -> finding.rule().equals("vacuum.behind") && finding.state() == FindingState.OPEN);
    }

    @Test
    void silenceIsAFinding_andMakesTheOthersUnknown_untilTheServerIsHeardAgain() {
        watch(Mode.OBSERVE);
        hear();
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        bench.all(Topic.FINDINGS, Finding.class);
        tick(Duration.ofSeconds(40));
        List<Finding> said = bench.all(Topic.FINDINGS, Finding.class);
        assertThat(said)
                .anyMatch(
                        finding -> finding.rule().equals("telemetry.silent") && finding.severity() == Severity.WARNING);
        assertThat(said)
                .anyMatch(
                        finding -> finding.rule().equals("index.duplicate") && finding.state() == FindingState.UNKNOWN);
        hear();
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .anyMatch(finding -> finding.rule().equals("index.duplicate") && finding.state() == FindingState.OPEN);
    }

    @Test
    void aSettingThatChangedIsToldForADay() {
        watch(Mode.OBSERVE);
        facts(Map.of("work_mem", Facts.setting("4096", "default")));
        facts(Map.of("work_mem", Facts.setting("8192", "configuration file")));
        Finding changed = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(changed.rule()).isEqualTo("config.drift");
        assertThat(changed.severity()).isEqualTo(Severity.INFO);
        assertThat(changed.explanation()).contains("It was 4096");

        now = now.plus(Duration.ofHours(24));
        facts(Map.of("work_mem", Facts.setting("8192", "configuration file")));
        pass(Duration.ofMinutes(5));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void theFleetFileSaysWhatSettingsShouldBe_onTheInstancesOfItsScope() {
        watch(Mode.OBSERVE);
        SettingsBaseline here = new SettingsBaseline(List.of("orders-*"), Map.of("env", "prod"), Map.of("geqo", "off"));
        SettingsBaseline elsewhere = new SettingsBaseline(List.of(), Map.of("env", "test"), Map.of("geqo", "on"));
        FleetPolicy policy = FleetPolicy.of(1, List.of(), List.of(), null).withSettings(List.of(here, elsewhere));
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy), now);

        facts(Map.of("geqo", Facts.setting("on", "configuration file")));

        Finding drift = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(drift.rule()).isEqualTo("config.drift");
        assertThat(drift.title()).isEqualTo("geqo is on, not off");
    }

    @Test
    void factsAreUncertainInSilence_andTrueAgainAfterwards() {
        watch(Mode.OBSERVE);
        facts(Map.of("fsync", Facts.setting("off", "configuration file")));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().rule())
                .isEqualTo("config.advice");
        tick(Duration.ofSeconds(40));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .anyMatch(finding -> finding.rule().equals("config.advice") && finding.state() == FindingState.UNKNOWN);
        facts(Map.of("fsync", Facts.setting("off", "configuration file")));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .anyMatch(finding -> finding.rule().equals("config.advice") && finding.state() == FindingState.OPEN);
    }

    @Test
    void factsThatCouldNotBeReadEndNothing_whatRestsOnThemIsUncertain() {
        watch(Mode.PROPOSE);
        facts(Map.of("fsync", Facts.setting("off", "configuration file")));
        factsWithout("instance.settings");
        Finding open = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(open.subject().label()).isEqualTo("setting fsync");
        assertThat(open.state()).isEqualTo(FindingState.UNKNOWN);
        assertThat(open.unknownReason()).isEqualTo("it was cancelled");
        for (int minute = 0; minute < 15; minute++) {
            now = now.plusSeconds(59);
            factsWithout("instance.settings");
        }
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .noneMatch(finding -> finding.state() == FindingState.RESOLVED);
        facts(Map.of("fsync", Facts.setting("off", "configuration file")));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.OPEN);
    }

    @Test
    void aMaterializedViewIsStaleWhenItsTablesChangedAndNobodyRefreshedItForADay() {
        watch(Mode.OBSERVE);
        TableDocument view = Facts.matview(9, "totals", 1, Facts.counters(10, 0), 7L);
        relations(FIRST, SnapshotKind.FULL, 0, Facts.table(7, "orders", Facts.counters(100_000, 0)), view);
        now = now.plus(Duration.ofHours(25));
        relations(FIRST, SnapshotKind.FULL, 1, Facts.table(7, "orders", Facts.counters(100_000, 0)), view);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .as("nothing changed")
                .noneMatch(finding -> finding.rule().equals("matview.stale"));

        relations(FIRST, SnapshotKind.FULL, 2, Facts.table(7, "orders", Facts.counters(100_500, 0)), view);
        Finding stale = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(stale.rule()).isEqualTo("matview.stale");
        assertThat(stale.evidence())
                .anyMatch(measure -> measure.measure().equals("matview.changed-rows")
                        && measure.value().longValue() == 500);

        TableDocument refreshed = Facts.matview(9, "totals", 2, Facts.counters(10, 0), 7L);
        relations(FIRST, SnapshotKind.FULL, 3, Facts.table(7, "orders", Facts.counters(100_500, 0)), refreshed);
        pass(Duration.ofMinutes(11));
        assertThat(bench.last(Topic.FINDINGS, Finding.class).orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aLongSleepIsNotSilence() {
        watch(Mode.OBSERVE);
        tick(Duration.ofSeconds(10));
        hear();
        now = now.plus(Duration.ofHours(8));
        tickOnce(INTERVAL);
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).isEmpty();
    }

    @Test
    void anUnreadableRecordChangesNothingAndIsSetAside() {
        watch(Mode.OBSERVE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        bench.all(Topic.FINDINGS, Finding.class);
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(Facts.INSTANCE.value(), "{\"header\":".getBytes(StandardCharsets.UTF_8), now);
        TestRecord<String, byte[]> letter = bench.output(Topic.DEAD_LETTERS).readRecord();
        assertThat(new String(letter.headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("unreadable");
        assertThat(letter.value()).startsWith('{');
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).isEmpty();
    }

    @Test
    void aRemovedTargetTakesItsFindingsAlong() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        bench.all(Topic.FINDINGS, Finding.class);
        bench.all(Topic.PROPOSALS, Proposal.class);
        remove(Facts.target(Mode.PROPOSE).revision() + 1);
        assertThat(bench.output(Topic.FINDINGS).readRecord().value()).isNull();
        assertThat(bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow().state())
                .isEqualTo(ProposalState.WITHDRAWN);
    }

    @Test
    void aTombstoneRemovesNoTargetAndIsSetAside() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).isNotEmpty();
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), null, now);
        assertThat(bench.output(Topic.DEAD_LETTERS)
                        .readRecord()
                        .headers()
                        .lastHeader(DeadLetters.MESSAGE)
                        .value())
                .asString()
                .contains("no signature");
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).isEmpty();
    }

    @Test
    void whatWasRemovedStaysAwayUntilANewerTargetComes() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated());
        TargetSpec old = Facts.target(Mode.PROPOSE);
        remove(old.revision() + 1);
        bench.all(Topic.FINDINGS, Finding.class);
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 1, duplicated());
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .as("an old target, signed once")
                .isEmpty();
        bench.input(Topic.TARGETS)
                .pipeInput(Facts.INSTANCE.value(), Codec.encode(old.withRevision(old.revision() + 2)), now);
        relations(FIRST, SnapshotKind.FULL, 2, duplicated());
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).isNotEmpty();
    }

    @Test
    void aRecordWithoutAKeyIsSetAside() {
        watch(Mode.PROPOSE);
        bench.input(Topic.TICKS).pipeInput(null, Codec.encode(new Tick(0, INTERVAL)), now);
        assertThat(bench.output(Topic.DEAD_LETTERS)
                        .readRecord()
                        .headers()
                        .lastHeader(DeadLetters.REASON)
                        .value())
                .asString()
                .isEqualTo("unreadable");
    }

    private void remove(long revision) {
        TargetRemoval removal = new TargetRemoval(Facts.INSTANCE, "ann", now, revision);
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(removal), now);
    }

    @Test
    void manyFindingsOfOneRuleAreToldAsOne_withoutFlapping() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated(150));

        List<Finding> said = bench.all(Topic.FINDINGS, Finding.class);
        assertThat(said).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(new Subject.Database("app"));
            assertThat(finding.rule()).isEqualTo("index.duplicate");
            assertThat(finding.title()).endsWith("and 149 more in database app");
        });
        assertThat(bench.all(Topic.PROPOSALS, Proposal.class))
                .singleElement()
                .satisfies(proposal ->
                        assertThat(proposal.finding()).isEqualTo(said.getFirst().id()));

        mend(1, 101, 150);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .as("100 are left: it stays one")
                .allMatch(finding -> finding.subject() instanceof Subject.Database);

        mend(2, 80, 101);
        List<Finding> apart = bench.all(Topic.FINDINGS, Finding.class);
        assertThat(apart)
                .filteredOn(
                        finding -> finding.state() == FindingState.OPEN && finding.subject() instanceof Subject.Index)
                .as("79 are left: each by itself")
                .hasSize(79);
        pass(Duration.ofMinutes(11));
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.state() == FindingState.RESOLVED)
                .extracting(Finding::subject)
                .as("nobody is told of the end of what was never told")
                .containsExactly(new Subject.Database("app"));
    }

    @Test
    void whenTheWorstIsMendedTheNextIsProposed() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated(150));
        Proposal first = bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
        bench.all(Topic.FINDINGS, Finding.class);

        outcome(first, ActionState.SUCCEEDED);
        relations(FIRST, SnapshotKind.DELTA, 1, single(0));

        assertThat(first.statements()).containsExactly("DROP INDEX CONCURRENTLY public.t0_b");
        List<Proposal> then = bench.all(Topic.PROPOSALS, Proposal.class);
        assertThat(then).extracting(Proposal::state).containsExactly(ProposalState.WITHDRAWN, ProposalState.LIVE);
        assertThat(then.getLast().finding()).isEqualTo(first.finding());
        assertThat(then.getLast().statements()).isNotEqualTo(first.statements());
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .as("the one that it was, with one less")
                .allMatch(finding ->
                        finding.id().equals(first.finding()) && finding.title().contains("148 more"));
    }

    @Test
    void whatWasToldOneByOneIsTakenBackWhenItBecomesOne() {
        watch(Mode.PROPOSE);
        relations(FIRST, SnapshotKind.FULL, 0, duplicated(100));
        assertThat(bench.all(Topic.FINDINGS, Finding.class)).hasSize(100);
        assertThat(bench.all(Topic.PROPOSALS, Proposal.class)).hasSize(100);

        relations(FIRST, SnapshotKind.DELTA, 1, duplicated(101)[100]);

        List<TestRecord<String, byte[]>> records = bench.output(Topic.FINDINGS).readRecordsToList();
        assertThat(records).filteredOn(written -> written.value() == null).hasSize(100);
        assertThat(records).filteredOn(written -> written.value() != null).hasSize(1);
        assertThat(bench.all(Topic.PROPOSALS, Proposal.class))
                .filteredOn(proposal -> proposal.state() == ProposalState.WITHDRAWN)
                .hasSize(100);
    }

    @Test
    void partitionsAreToldUnderTheirTable() {
        watch(Mode.PROPOSE);
        TableDocument parent = Facts.partitioned(5, "events");
        TableDocument one = Facts.partition(6, "events_1", 5, Facts.counters(100_000, 60_000));
        TableDocument two = Facts.partition(7, "events_2", 5, Facts.counters(100_000, 70_000));
        relations(FIRST, SnapshotKind.FULL, 0, parent, one, two);

        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.rule().equals("vacuum.behind"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject().label()).isEqualTo("public.events");
                    assertThat(finding.state())
                            .as("its partitions wait for their time")
                            .isEqualTo(FindingState.PENDING);
                    assertThat(finding.title()).startsWith("public.events_2 waits");
                });
        pass(Duration.ofMinutes(31));
        relations(FIRST, SnapshotKind.DELTA, 1, one, two);
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .filteredOn(finding -> finding.rule().equals("vacuum.behind"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.subject().label()).isEqualTo("public.events"))
                .anyMatch(finding -> finding.state() == FindingState.OPEN);
    }

    /** Tables from there to there lose their duplicate, and the clear time passes. */
    private void mend(long sequence, int from, int to) {
        TableDocument[] mended = IntStream.range(from - 1, to)
                .mapToObj(AnalyzerTopologyTest::single)
                .toArray(TableDocument[]::new);
        relations(FIRST, SnapshotKind.DELTA, 2 * sequence - 1, mended);
        pass(Duration.ofMinutes(11));
        relations(FIRST, SnapshotKind.DELTA, 2 * sequence, mended);
    }

    private static TableDocument single(int table) {
        return Facts.table(
                100 + table,
                "t" + table,
                Facts.counters(100_000, 0),
                Facts.index(1000 + 2L * table, "t" + table + "_a", 2));
    }

    private static TableDocument[] duplicated(int tables) {
        return IntStream.range(0, tables)
                .mapToObj(i -> Facts.table(
                        100 + i,
                        "t" + i,
                        Facts.counters(100_000, 0),
                        Facts.index(1000 + 2L * i, "t" + i + "_a", 2),
                        Facts.index(1001 + 2L * i, "t" + i + "_b", 2)))
                .toArray(TableDocument[]::new);
    }

    private static TableDocument duplicated() {
        return Facts.table(
                7,
                "orders",
                Facts.counters(100_000, 0),
                Facts.index(10, "orders_user_id_idx", 2),
                Facts.index(11, "orders_user_id_idx1", 2));
    }

    private static TableDocument single() {
        return Facts.table(7, "orders", Facts.counters(100_000, 0), Facts.index(10, "orders_user_id_idx", 2));
    }

    private void watch(Mode mode) {
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.target(mode)), now);
    }

    @Test
    void whatWasLearntFromARebuildIsWhatLaterEstimatesRestOn() {
        watch(Mode.PROPOSE);
        Sketch table = new Sketch().index(20_001, "gin", 20_001, 9_000, 1_000_000);
        relations(FIRST, SnapshotKind.FULL, 0, table.table());
        relations(
                FIRST,
                SnapshotKind.DELTA,
                1,
                table.index(20_001, "gin", 30_000, 3_000, 4_000_000).table());
        assertThat(bench.all(Topic.FINDINGS, Finding.class))
                .noneMatch(finding -> finding.rule().startsWith("bloat."));

        relations(
                FIRST,
                SnapshotKind.DELTA,
                2,
                table.index(20_001, "gin", 30_000, 30_000, 1_000_000).table());

        Finding finding = bench.last(Topic.FINDINGS, Finding.class).orElseThrow();
        assertThat(finding.title()).isEqualTo("i20001 is about 90 % bloat");
        assertThat(finding.explanation()).contains("what it took per row when it was built last");
        assertThat(bench.last(Topic.PROPOSALS, Proposal.class)).isEmpty();
    }

    private void relations(String session, SnapshotKind kind, long sequence, TableDocument... tables) {
        now = now.plusSeconds(1);
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(
                        Facts.INSTANCE.value(),
                        Codec.encode(Facts.relations(Facts.header(session, kind, sequence, now), tables)),
                        now);
    }

    private void outcome(Proposal proposal, ActionState state) {
        now = now.plusSeconds(1);
        bench.input(Topic.OUTCOMES)
                .pipeInput(
                        Partitions.key(
                                proposal.instance().value(), proposal.id().value()),
                        Codec.encode(Ended.of(proposal, state, now)),
                        now);
    }

    private long heard;

    private void hear() {
        now = now.plusSeconds(1);
        InstanceSnapshot canary = new InstanceSnapshot(
                Facts.header(FIRST, SnapshotKind.FULL, heard++, now), Reachability.YES, new Canary(2, 1, 0), null);
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(canary), now);
    }

    private void facts(Map<String, Setting> settings) {
        now = now.plusSeconds(1);
        InstanceSnapshot facts = new InstanceSnapshot(
                Facts.header(FIRST, SnapshotKind.FULL, heard++, now), Reachability.YES, null, Facts.facts(1, settings));
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(facts), now);
    }

    private void factsWithout(String probe) {
        now = now.plusSeconds(1);
        SnapshotHeader plain = Facts.header(FIRST, SnapshotKind.FULL, heard++, now);
        SnapshotHeader header = new SnapshotHeader(
                plain.instance(),
                plain.cluster(),
                plain.systemIdentifier(),
                plain.timeline(),
                plain.serverVersion(),
                plain.postmasterStart(),
                plain.session(),
                plain.snapshot(),
                plain.kind(),
                plain.sequence(),
                plain.part(),
                plain.parts(),
                plain.database(),
                plain.takenAt(),
                plain.costMillis(),
                List.of(new Gap(probe, null, "it was cancelled", null)));
        InstanceSnapshot facts = new InstanceSnapshot(header, Reachability.YES, null, Facts.facts(1, Map.of()));
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(facts), now);
    }

    /** Time with the server being heard. */
    private void pass(Duration duration) {
        long step = duration.compareTo(Duration.ofHours(1)) > 0 ? LONG_INTERVAL : INTERVAL;
        for (long done = 0; done < duration.toMillis(); done += step) {
            hear();
            now = now.plusMillis(step - 1000);
            tickOnce(step);
        }
    }

    /** Time without. */
    private void tick(Duration duration) {
        for (long done = 0; done < duration.toMillis(); done += INTERVAL) {
            now = now.plusMillis(INTERVAL);
            tickOnce(INTERVAL);
        }
    }

    private void tickOnce(long interval) {
        bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, interval)), now);
    }
}
