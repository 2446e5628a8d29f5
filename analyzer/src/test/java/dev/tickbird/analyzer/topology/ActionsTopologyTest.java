package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
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

/** What is said of approved actions that do not come to an end. */
class ActionsTopologyTest {
    private static final ActionId FIRST = ActionId.of(StableId.of("act", "first"));
    private static final ActionId SECOND = ActionId.of(StableId.of("act", "second"));

    @TempDir
    Path state;

    private TopologyBench bench;
    private Instant now = Facts.NOON;

    @BeforeEach
    void start() {
        bench = new TopologyBench(state, now);
        bench.input(Topic.TARGETS).pipeInput(Facts.INSTANCE.value(), Codec.encode(Facts.target(Mode.EXECUTE)), now);
        heard();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anActionThatWaitsForADayIsTold_untilItEnds() {
        outcome(FIRST, ActionState.QUEUED, null, null);
        pass(Duration.ofHours(2));
        outcome(FIRST, ActionState.QUEUED, "a pause", null);
        pass(Duration.ofHours(21));
        assertThat(told()).isEmpty();
        pass(Duration.ofHours(2));

        assertThat(told()).last().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("action.stuck");
            assertThat(finding.state()).isEqualTo(FindingState.OPEN);
            assertThat(finding.title()).contains("vacuum public.orders is queued for");
            assertThat(finding.explanation()).contains("a pause");
        });

        outcome(FIRST, ActionState.RUNNING, null, null);
        outcome(FIRST, ActionState.SUCCEEDED, null, null);
        pass(Duration.ofMinutes(5));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(FindingState.RESOLVED));
    }

    @Test
    void severalAreOneFinding_andWorkIsJudgedByItsOwnLimit() {
        outcome(FIRST, ActionState.RUNNING, null, null);
        outcome(SECOND, ActionState.RETRY_WAIT, "it gave way", now.plusSeconds(10));
        pass(Duration.ofHours(7));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.title()).contains("vacuum public.orders is running for"));
        pass(Duration.ofHours(18));
        assertThat(told())
                .last()
                .satisfies(finding -> assertThat(finding.title()).contains("2 actions are stuck"));
    }

    @Test
    void whatWaitsForItsWindowIsNotStuck_norWhatWasRefused() {
        outcome(FIRST, ActionState.QUEUED, "its window opens later", now.plus(Duration.ofDays(6)));
        outcome(SECOND, ActionState.FAILED, "executor.yml does not list the instance", null);
        pass(Duration.ofDays(3));
        assertThat(told()).isEmpty();
    }

    private void outcome(ActionId action, ActionState to, @Nullable String reason, @Nullable Instant notBefore) {
        Vacuum vacuum = new Vacuum("public", "orders", List.of());
        Outcome outcome = new Outcome(
                action,
                Facts.INSTANCE,
                "app",
                FindingId.of(StableId.of("fnd", action.value())),
                "vacuum.behind",
                vacuum,
                vacuum.object(),
                to,
                1,
                1,
                reason,
                notBefore,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of("ann"),
                "executor",
                now,
                null);
        bench.input(Topic.OUTCOMES)
                .pipeInput(Partitions.key(Facts.INSTANCE.value(), action.value()), Codec.encode(outcome), now);
    }

    private long heard;
    private final List<Finding> told = new ArrayList<>();

    /** All that was said of the rule, newest last. */
    private List<Finding> told() {
        bench.all(Topic.FINDINGS, Finding.class).stream()
                .filter(finding -> finding.rule().equals("action.stuck"))
                .forEach(told::add);
        return told;
    }

    private void heard() {
        InstanceSnapshot canary = new InstanceSnapshot(
                Facts.header("01936e00-0000-7000-8000-000000000001", SnapshotKind.FULL, heard++, now),
                Reachability.YES,
                new Canary(2, 1, 0),
                null);
        bench.input(Topic.SNAPSHOTS_INSTANCE).pipeInput(Facts.INSTANCE.value(), Codec.encode(canary), now);
    }

    private void pass(Duration duration) {
        long step = Duration.ofMinutes(duration.compareTo(Duration.ofHours(1)) > 0 ? 30 : 1)
                .toMillis();
        for (long done = 0; done < duration.toMillis(); done += step) {
            now = now.plusMillis(step);
            heard();
            bench.input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, step)), now);
        }
    }
}
