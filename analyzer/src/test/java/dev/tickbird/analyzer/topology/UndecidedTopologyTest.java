package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of proposals that nobody decides about, and of approvals that nothing follows. */
class UndecidedTopologyTest {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final long STEP = Duration.ofMinutes(30).toMillis();

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;
    private long heard;
    private final List<Finding> told = new ArrayList<>();

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aProposalThatNobodyDecidesAboutIsTold_untilSomebodyDoes() {
        Proposal proposal = proposed(Mode.EXECUTE);
        pass(Duration.ofHours(71));
        assertThat(told()).isEmpty();
        pass(Duration.ofHours(2));

        assertThat(told()).last().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(FindingState.OPEN);
            assertThat(finding.title()).isEqualTo(proposal.title() + " is undecided for 3 d");
            assertThat(finding.explanation()).contains("nobody has decided about it");
        });

        say(proposal, Verdict.REJECT, null);
        pass(Duration.ofHours(1));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
        pass(Duration.ofDays(4));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.episode()).isOne());
    }

    @Test
    void anApprovalThatNothingFollowsIsTold_untilTheExecutorSpeaks() {
        Proposal proposal = proposed(Mode.EXECUTE);
        pass(Duration.ofHours(60));
        say(proposal, Verdict.APPROVE, null);
        pass(Duration.ofHours(23));
        assertThat(told()).as("its time counts from the approval").isEmpty();
        say(proposal, Verdict.APPROVE, null);
        pass(Duration.ofHours(2));

        assertThat(told()).last().satisfies(finding -> {
            assertThat(finding.title()).startsWith(proposal.title() + " is approved for 2");
            assertThat(finding.explanation()).contains("no executor has said anything of it");
        });

        outcome(proposal, ActionState.RUNNING);
        outcome(proposal, ActionState.FAILED);
        pass(Duration.ofDays(4));
        assertThat(told())
                .as("what has ended is not asked about again, though its finding stands")
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void whatIsSnoozedOrWaivedCountsFromTheEndOfIt() {
        Proposal proposal = proposed(Mode.EXECUTE);
        say(proposal, Verdict.SNOOZE, now.plus(Duration.ofDays(5)));
        pass(Duration.ofDays(7));
        assertThat(told()).isEmpty();
        waive(proposal, now.plus(Duration.ofDays(4)));
        pass(Duration.ofDays(6));
        assertThat(told()).isEmpty();
        pass(Duration.ofDays(2));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.OPEN));
    }

    @Test
    void nobodyIsAskedWhereNothingMayRun_orAPolicyForbidsIt() {
        proposed(Mode.PROPOSE);
        pass(Duration.ofDays(4));
        assertThat(told()).isEmpty();

        FleetPolicy forbidding =
                FleetPolicy.of(1, List.of(ApprovalPolicy.of("never", List.of(), Effect.FORBID, 1)), List.of(), null);
        bench.input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(forbidding), now);
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.target(Mode.EXECUTE)), now);
        pass(Duration.ofHours(2));
        assertThat(told()).isEmpty();
    }

    @Test
    void aDecisionThatCannotBeReadSaysNothing() {
        proposed(Mode.EXECUTE);
        bench.input(Topic.DECISIONS).pipeInput("orders/x", "{".getBytes(StandardCharsets.UTF_8), now);
        bench.input(Topic.OVERLAYS).pipeInput("orders/x", new byte[0], now);
        assertThat(bench.output(Topic.DEAD_LETTERS).isEmpty())
                .as("the console sets it aside")
                .isTrue();
    }

    /** An index that its twin makes superfluous. */
    private Proposal proposed(Mode mode) {
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.target(mode)), now);
        hear();
        bench.input(Topic.SNAPSHOTS_RELATIONS)
                .pipeInput(
                        Facts.INSTANCE.value(),
                        Codec.encode(Facts.relations(
                                Facts.header(SESSION, SnapshotKind.FULL, 0, now),
                                Facts.table(
                                        7,
                                        "orders",
                                        Facts.counters(100_000, 0),
                                        Facts.index(10, "orders_user_id_idx", 2),
                                        Facts.index(11, "orders_user_id_idx1", 2)))),
                        now);
        return bench.last(Topic.PROPOSALS, Proposal.class).orElseThrow();
    }

    private void say(Proposal proposal, Verdict verdict, @Nullable Instant until) {
        ActionDigest digest = proposal.digest();
        Decision decision = new Decision(
                "d" + now,
                proposal.id(),
                Facts.INSTANCE,
                digest,
                verdict,
                new Principal("ann", PrincipalKind.PERSON, List.of()),
                Channel.PAGE,
                "because",
                now,
                until,
                null);
        bench.input(Topic.DECISIONS)
                .pipeInput(Partitions.key(Facts.INSTANCE.value(), proposal.id().value()), Codec.encode(decision), now);
    }

    private void waive(Proposal proposal, Instant until) {
        Overlay overlay = new Overlay(proposal.finding(), Facts.INSTANCE, null, until, "ann", "later", now);
        bench.input(Topic.OVERLAYS)
                .pipeInput(
                        Partitions.key(
                                Facts.INSTANCE.value(), proposal.finding().value()),
                        Codec.encode(overlay),
                        now);
    }

    private void outcome(Proposal proposal, ActionState to) {
        bench.input(Topic.OUTCOMES)
                .pipeInput(
                        Partitions.key(Facts.INSTANCE.value(), proposal.id().value()),
                        Codec.encode(Ended.of(proposal, to, now)),
                        now);
    }

    /** All that was said of the rule, newest last. */
    private List<Finding> told() {
        bench.all(Topic.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.rule().equals("action.stuck"))
                .forEach(told::add);
        return told;
    }

    private void hear() {
        InstanceSnapshot canary = new InstanceSnapshot(
                Facts.header(SESSION, SnapshotKind.FULL, heard++, now), Reachability.YES, new Canary(2, 1, 0), null);
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(canary), now);
    }

    private void pass(Duration duration) {
        for (long done = 0; done < duration.toMillis(); done += STEP) {
            now = now.plusMillis(STEP);
            hear();
            bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, STEP)), now);
        }
    }
}
