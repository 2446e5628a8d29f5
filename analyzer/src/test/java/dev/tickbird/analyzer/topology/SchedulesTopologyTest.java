package dev.tickbird.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.MissedRuns;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.fleet.ScheduledWork;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the schedules of a fleet file as time passes. */
class SchedulesTopologyTest {
    private static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant OVER = Instant.parse("2026-11-21T07:00:00Z");

    @TempDir
    Path state;

    private ScheduleStory story;

    @BeforeEach
    void start() {
        story = new ScheduleStory(state, EVENING);
        story.target(Mode.EXECUTE);
    }

    @AfterEach
    void stop() {
        story.close();
    }

    @Test
    void aRunThatIsDueIsProposedWithItsWindow_endsWithItsOutcome_andReturnsAsTheNextEpisode() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders", "items");
        story.until(DUE.minusSeconds(60));
        assertThat(story.findings()).isEmpty();
        story.until(DUE.plusSeconds(60));

        Finding finding = story.findings().getLast();
        assertThat(finding.rule()).isEqualTo("maintenance.due");
        assertThat(finding.state()).isEqualTo(FindingState.OPEN);
        assertThat(finding.title()).isEqualTo("public.orders is due for analyze by the schedule nightly");
        assertThat(finding.since()).isEqualTo(DUE);
        Proposal first = story.live().getFirst();
        assertThat(first.statements()).containsExactly("ANALYZE public.orders");
        assertThat(first.window()).isEqualTo(new Window(DUE, OVER));
        assertThat(first.digestHolds()).isTrue();
        assertThat(story.live()).hasSize(1);

        story.outcome(first, ActionState.RUNNING);
        story.outcome(first, ActionState.SUCCEEDED);
        assertThat(story.findings().getLast().state()).isEqualTo(FindingState.RESOLVED);
        assertThat(story.live()).isEmpty();

        story.until(DUE.plus(Duration.ofDays(1)).plusSeconds(60));
        Proposal second = story.live().getFirst();
        assertThat(second.episode()).isEqualTo(2);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.finding()).isEqualTo(first.finding());
        assertThat(story.told()).isEmpty();
    }

    @Test
    void aRunThatDidNotBeginInTimeIsWithdrawnAndToldOnce_untilALaterOneSucceeds() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(OVER.plusSeconds(90));

        assertThat(story.live()).isEmpty();
        assertThat(story.told())
                .singleElement()
                .satisfies(missed ->
                        assertThat(missed.title()).isEqualTo("the schedule nightly was missed on public.orders"))
                .satisfies(missed -> assertThat(missed.explanation()).contains("nobody approved it in time"));

        story.until(DUE.plus(Duration.ofDays(1)).plusSeconds(60));
        story.outcome(story.live().getFirst(), ActionState.SUCCEEDED);
        assertThat(story.told()).extracting(Finding::state).containsExactly(FindingState.OPEN, FindingState.RESOLVED);
    }

    @Test
    void missedOnce_oneRunTakesItsPlace_andNoMore() {
        story.policy(nightly(MissedRuns.ONCE));
        story.tables("orders");
        story.until(OVER.plusSeconds(90));

        Proposal again = story.live().getFirst();
        assertThat(again.episode()).isEqualTo(2);
        Window window = Objects.requireNonNull(again.window());
        assertThat(window.notBefore()).isBetween(OVER, OVER.plusSeconds(120));
        assertThat(story.told()).isEmpty();

        story.until(OVER.plus(Duration.ofHours(5)));
        assertThat(story.live()).isEmpty();
        assertThat(story.told()).hasSize(1);
    }

    @Test
    void whatExpiredAtTheExecutorWasMissed_whatFailedThereIsTold() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.plusSeconds(60));
        story.outcome(story.live().getFirst(), ActionState.FAILED);
        assertThat(story.told())
                .singleElement()
                .satisfies(
                        failed -> assertThat(failed.title()).isEqualTo("the schedule nightly failed on public.orders"));

        story.until(DUE.plus(Duration.ofDays(1)).plusSeconds(60));
        story.outcome(story.live().getFirst(), ActionState.EXPIRED);
        assertThat(story.live()).isEmpty();
        assertThat(story.told()).extracting(Finding::state).containsOnly(FindingState.OPEN);
        assertThat(story.told()).extracting(Finding::episode).containsOnly(1);
    }

    @Test
    void anOutageOverTheDueTime_leavesARunThatMayStillBegin() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.minusSeconds(60));
        story.outage(DUE.plus(Duration.ofHours(2)));
        assertThat(story.live())
                .singleElement()
                .satisfies(late -> assertThat(late.window()).isEqualTo(new Window(DUE, OVER)));
        assertThat(story.told()).isEmpty();
    }

    @Test
    void anOutageOverSeveralRuns_isOneMissedRun() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.minusSeconds(60));
        story.outage(DUE.plus(Duration.ofDays(3)).plus(Duration.ofHours(5)));
        assertThat(story.live()).isEmpty();
        assertThat(story.told())
                .singleElement()
                .satisfies(missed -> assertThat(missed.explanation()).contains("nobody looked after schedules"));
    }

    @Test
    void anOutageOverSeveralRuns_missedOnce_isOneRunInTheirPlace() {
        story.policy(nightly(MissedRuns.ONCE));
        story.tables("orders");
        story.until(DUE.minusSeconds(60));
        Instant back = DUE.plus(Duration.ofDays(3)).plus(Duration.ofHours(5));
        story.outage(back);
        assertThat(story.live())
                .singleElement()
                .satisfies(run -> assertThat(run.window()).isEqualTo(new Window(back, back.plus(Duration.ofHours(4)))));
        assertThat(story.told()).isEmpty();
    }

    @Test
    void aTimeThatTheClocksLeaveOut_isDueWhenTheyHaveMoved() {
        story.close();
        story = new ScheduleStory(state, Instant.parse("2026-03-28T22:00:00Z"));
        story.target(Mode.EXECUTE);
        story.policy(ScheduleStory.schedule(
                "nightly", "30 2 * * *", "Europe/Zurich", ScheduledWork.ANALYZE, MissedRuns.SKIP));
        story.tables("orders");
        story.until(Instant.parse("2026-03-29T01:05:00Z"));
        assertThat(story.live())
                .singleElement()
                .satisfies(run -> assertThat(run.window())
                        .isEqualTo(new Window(
                                Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-29T05:00:00Z"))));
    }

    @Test
    void aTimeThatComesTwice_isDueOnce() {
        story.close();
        story = new ScheduleStory(state, Instant.parse("2026-10-24T22:00:00Z"));
        story.target(Mode.EXECUTE);
        story.policy(ScheduleStory.schedule(
                "nightly", "30 2 * * *", "Europe/Zurich", ScheduledWork.ANALYZE, MissedRuns.SKIP));
        story.tables("orders");
        story.until(Instant.parse("2026-10-25T00:31:00Z"));
        story.outcome(story.live().getFirst(), ActionState.SUCCEEDED);
        story.until(Instant.parse("2026-10-25T12:00:00Z"));
        assertThat(story.proposals())
                .filteredOn(proposal -> proposal.state() == ProposalState.LIVE)
                .hasSize(1);
    }

    @Test
    void whatIsAtWorkWhenTheNextIsDue_goesOnInItsPlace() {
        story.policy(ScheduleStory.schedule("nightly", "0 * * * *", "UTC", ScheduledWork.ANALYZE, MissedRuns.SKIP));
        story.tables("orders");
        story.until(EVENING.plus(Duration.ofMinutes(61)));
        Proposal first = story.live().getFirst();
        story.outcome(first, ActionState.RUNNING);
        story.until(EVENING.plus(Duration.ofHours(6)));
        assertThat(story.live()).containsExactly(first);
        assertThat(story.told()).isEmpty();
        story.outcome(first, ActionState.SUCCEEDED);
        story.until(EVENING.plus(Duration.ofMinutes(6 * 60 + 61)));
        assertThat(story.live())
                .singleElement()
                .satisfies(next -> assertThat(next.episode()).isEqualTo(2));
    }

    @Test
    void whatHasNotBegunWhenTheNextIsDue_isMissed() {
        story.policy(ScheduleStory.schedule("nightly", "0 * * * *", "UTC", ScheduledWork.ANALYZE, MissedRuns.SKIP));
        story.tables("orders");
        story.until(EVENING.plus(Duration.ofMinutes(122)));
        assertThat(story.live())
                .singleElement()
                .satisfies(next -> assertThat(next.episode()).isEqualTo(2));
        assertThat(story.told())
                .singleElement()
                .satisfies(missed -> assertThat(missed.explanation()).contains("the next one was due before it began"));
    }

    @Test
    void nothingIsDueWhereNothingMayRun() {
        story.target(Mode.PROPOSE);
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(OVER.plusSeconds(90));
        assertThat(story.proposals()).isEmpty();
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void aScheduleThatIsTakenAwayTakesItsRunsAlong() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.plusSeconds(60));
        assertThat(story.live()).hasSize(1);
        story.policy();
        story.until(DUE.plusSeconds(180));
        assertThat(story.live()).isEmpty();
        assertThat(story.findings().getLast().state()).isEqualTo(FindingState.RESOLVED);
        story.until(OVER.plusSeconds(90));
        assertThat(story.told()).isEmpty();
    }

    @Test
    void aTableThatIsDroppedTakesItsRunsAlong() {
        story.policy(nightly(MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.plusSeconds(60));
        story.tables();
        assertThat(story.live()).isEmpty();
        story.until(OVER.plusSeconds(90));
        assertThat(story.told()).isEmpty();
    }

    @Test
    void ofMoreRelationsThanARunWorksOn_thoseComeFirstThatHaveWaitedLongest() {
        Schedule all = new Schedule(
                "nightly",
                nightly(MissedRuns.SKIP).cron(),
                nightly(MissedRuns.SKIP).timeZone(),
                List.of(),
                java.util.Map.of(),
                List.of(),
                ScheduledWork.ANALYZE,
                List.of("public.*"),
                Duration.ofHours(4),
                MissedRuns.SKIP);
        story.policy(all);
        story.tables(IntStream.range(100, 160).mapToObj(i -> "t" + i).toArray(String[]::new));
        story.until(DUE.plusSeconds(60));
        List<Proposal> first = story.live();
        assertThat(first).hasSize(Schedule.MOST_RELATIONS);
        assertThat(story.told())
                .singleElement()
                .satisfies(finding -> assertThat(finding.title())
                        .isEqualTo("the schedule nightly names 10 relations more than one run works on"));
        first.forEach(proposal -> story.outcome(proposal, ActionState.SUCCEEDED));

        story.until(DUE.plus(Duration.ofDays(1)).plusSeconds(60));
        assertThat(story.live()).extracting(Proposal::episode).containsOnly(1, 2);
        assertThat(story.live()).filteredOn(proposal -> proposal.episode() == 1).hasSize(10);
    }

    @Test
    void twoSchedulesOnOneTable_areTwoFindings() {
        story.policy(
                nightly(MissedRuns.SKIP),
                ScheduleStory.schedule("tidy", "0 3 * * *", "UTC", ScheduledWork.VACUUM, MissedRuns.SKIP));
        story.tables("orders");
        story.until(DUE.plusSeconds(60));
        assertThat(story.live())
                .extracting(proposal -> proposal.statements().getFirst())
                .containsExactlyInAnyOrder("ANALYZE public.orders", "VACUUM (TRUNCATE FALSE) public.orders");
    }

    @Test
    void withoutObjects_partitionedTablesAreAnalyzed() {
        Schedule parents =
                ScheduleStory.schedule("parents", "0 3 * * *", "UTC", ScheduledWork.ANALYZE, MissedRuns.SKIP);
        story.policy(new Schedule(
                "parents",
                parents.cron(),
                parents.timeZone(),
                List.of("orders-*"),
                java.util.Map.of("env", "prod"),
                List.of("app"),
                ScheduledWork.ANALYZE,
                List.of(),
                Duration.ofHours(4),
                MissedRuns.SKIP));
        story.partitioned("sales", "sales_2026");
        story.until(DUE.plusSeconds(60));
        assertThat(story.live())
                .singleElement()
                .satisfies(run -> assertThat(run.statements()).containsExactly("ANALYZE public.sales"));
    }

    @Test
    void aReplayIsByteEqual(@TempDir Path other) {
        tell(story);
        List<String> first = story.bytes();
        try (ScheduleStory again = new ScheduleStory(other, EVENING)) {
            again.target(Mode.EXECUTE);
            tell(again);
            assertThat(again.bytes()).isEqualTo(first).hasSizeGreaterThan(5);
        }
    }

    private static void tell(ScheduleStory story) {
        story.policy(nightly(MissedRuns.ONCE));
        story.tables("orders");
        story.until(OVER.plusSeconds(90));
        story.outage(DUE.plus(Duration.ofDays(3)));
    }

    private static Schedule nightly(MissedRuns missed) {
        return ScheduleStory.schedule("nightly", "0 3 * * *", "UTC", ScheduledWork.ANALYZE, missed);
    }
}
