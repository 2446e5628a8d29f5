package dev.tickbird.alerter.grouping;

import static dev.tickbird.alerter.Samples.NOW;
import static dev.tickbird.alerter.Samples.finding;
import static dev.tickbird.alerter.Samples.outcome;
import static dev.tickbird.alerter.Samples.proposal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.alerter.Samples;
import dev.tickbird.alerter.routing.Routes;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationItem;
import dev.tickbird.schemas.notification.Silence;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Finding OPEN = finding("vacuum.behind", "orders", FindingState.OPEN);

    private final MovableClock clock = MovableClock.at(NOW);
    private Board board = board();

    private static Board board() {
        return new Board(new Routes(List.of(), List.of("team")), Timing.DEFAULTS, "https://tickbird.example");
    }

    private void put(Finding finding) {
        board.finding(Samples.INSTANCE, finding.id(), finding);
    }

    /** What is said after the waiting time, and it arrives. */
    private List<Notification> said() {
        assertThat(board.due(clock.instant())).as("nothing is said at once").isEmpty();
        List<Notification> due = board.due(clock.advance(MINUTE));
        due.forEach(notification -> {
            board.published(notification, clock.instant());
            board.delivery(delivery(notification, DeliveryState.SENT));
        });
        return due;
    }

    private Delivery delivery(Notification notification, DeliveryState state) {
        return new Delivery(
                notification.id(),
                notification.receiver(),
                notification.group(),
                notification.version(),
                state,
                1,
                false,
                null,
                null,
                null,
                clock.instant());
    }

    private static List<String> news(Notification notification) {
        return notification.items().stream()
                .map(item -> item.state() + " " + item.title())
                .toList();
    }

    @Test
    void saysNothingOfRunsOfSchedules_butThatTheyWereMissed() {
        put(finding("maintenance.due", "orders", FindingState.OPEN));
        Finding missed = finding("maintenance.missed", "orders", FindingState.OPEN);
        put(missed);
        assertThat(said())
                .singleElement()
                .satisfies(notification -> assertThat(notification.items())
                        .extracting(NotificationItem::id)
                        .containsExactly(missed.id().value()));
    }

    @Test
    void saysOpenOnceResolvedOnceAndTellsIncidentsApart() {
        put(OPEN);
        put(finding("vacuum.never", "users", FindingState.OPEN));
        put(finding("lock.blocking-tree", "users", FindingState.OPEN));
        assertThat(said())
                .extracting(Notification::group)
                .containsExactlyInAnyOrder("shop:findings:maintenance", "shop:findings:incident");
        put(OPEN);
        assertThat(said()).isEmpty();

        put(finding("vacuum.behind", "orders", FindingState.RESOLVED));
        assertThat(said()).singleElement().satisfies(resolved -> {
            assertThat(news(resolved))
                    .containsExactly("RESOLVED vacuum.behind on orders", "STILL OPEN vacuum.never on users");
            assertThat(resolved.resolved()).isFalse();
            assertThat(resolved.version()).isEqualTo(2);
        });
        put(finding("vacuum.behind", "orders", FindingState.RESOLVED));
        assertThat(said()).isEmpty();
    }

    @Test
    void tellsOnlyWhatIsCriticalOfANewInstance_andTheRestWhenItIsNewNoMore() {
        Instant until = NOW.plus(Duration.ofHours(1));
        put(Samples.quiet("vacuum.never", "users", Severity.WARNING, until));
        put(Samples.quiet("sequence.exhaustion", "orders", Severity.CRITICAL, until));
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(news(told)).containsExactly("OPEN sequence.exhaustion on orders"));

        clock.advance(Duration.ofHours(1));
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(news(told)).contains("OPEN vacuum.never on users"));
    }

    @Test
    void saysUnknownOnceAndNotThatItIsKnownAgain() {
        put(OPEN);
        said();
        for (int flap = 0; flap < 3; flap++) {
            put(finding("vacuum.behind", "orders", FindingState.UNKNOWN));
            assertThat(said()).hasSize(flap == 0 ? 1 : 0);
            put(OPEN);
            assertThat(said()).isEmpty();
        }
        put(finding("vacuum.behind", "orders", FindingState.OPEN, Severity.CRITICAL, null));
        assertThat(said())
                .singleElement()
                .satisfies(worse -> assertThat(worse.severity()).isEqualTo(Severity.CRITICAL));
    }

    @Test
    void saysNothingOfPendingAndOfWhatNeverWasSaidToBeOpen() {
        put(finding("vacuum.behind", "a", FindingState.PENDING));
        put(finding("vacuum.behind", "b", FindingState.UNKNOWN));
        put(finding("vacuum.behind", "c", FindingState.RESOLVED));
        assertThat(said()).isEmpty();
    }

    @Test
    void foldsSymptomsUnderTheirCauseUntilItIsGone() {
        Finding cause = finding("session.idle-in-transaction", "holder", FindingState.OPEN);
        put(cause);
        put(finding("vacuum.behind", "orders", FindingState.OPEN, Severity.WARNING, cause.id()));
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(told.items())
                        .singleElement()
                        .satisfies(item -> assertThat(item.text()).contains("also explains: vacuum.behind on orders")));
        put(finding("session.idle-in-transaction", "holder", FindingState.RESOLVED));
        assertThat(said())
                .extracting(Notification::title)
                .anyMatch(title -> title.contains("[OPEN] shop: vacuum.behind on orders"))
                .hasSize(2);
    }

    @Test
    void aRingOfCausesHidesNothing() {
        Finding first = finding("lock.blocking-tree", "a", FindingState.OPEN);
        Finding second = finding("lock.blocking-tree", "b", FindingState.OPEN, Severity.WARNING, first.id());
        put(finding("lock.blocking-tree", "a", FindingState.OPEN, Severity.WARNING, second.id()));
        put(second);
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(told.items()).hasSize(2));
    }

    @Test
    void aRestartRepeatsNothingAndSaysWhatChangedMeanwhile() {
        put(OPEN);
        put(finding("vacuum.never", "users", FindingState.OPEN));
        Notification before = said().getFirst();
        board = board();
        board.published(before, clock.instant());
        board.delivery(delivery(before, DeliveryState.SENT));
        put(OPEN);
        put(finding("vacuum.never", "users", FindingState.RESOLVED));
        assertThat(said()).singleElement().satisfies(told -> {
            assertThat(news(told)).contains("RESOLVED vacuum.never on users", "STILL OPEN vacuum.behind on orders");
            assertThat(told.id()).isNotEqualTo(before.id());
        });
    }

    @Test
    void newsThatDidNotArriveAreSaidAgainInTheMessageThatTakesTheirPlace() {
        put(OPEN);
        board.due(clock.instant());
        Notification lost = board.due(clock.advance(MINUTE)).getFirst();
        board.published(lost, clock.instant());
        board.delivery(delivery(lost, DeliveryState.SENDING));
        put(finding("vacuum.never", "users", FindingState.OPEN));
        board.due(clock.instant());
        assertThat(board.due(clock.advance(MINUTE)))
                .as("not while the first is leaving")
                .isEmpty();
        board.delivery(delivery(lost, DeliveryState.PENDING));
        assertThat(board.due(clock.instant()))
                .singleElement()
                .satisfies(told -> assertThat(news(told))
                        .containsExactlyInAnyOrder("OPEN vacuum.behind on orders", "OPEN vacuum.never on users"));
    }

    @Test
    void silencesAndAcknowledgementsHoldUntilTheyEnd() {
        board.silence(
                "s", new Silence("s", Map.of("env", "pr*"), "ann", "move", NOW, NOW.plus(MINUTE.multipliedBy(5))));
        put(OPEN);
        assertThat(said()).isEmpty();
        clock.advance(MINUTE.multipliedBy(5));
        assertThat(said()).hasSize(1);
        board.overlay(OPEN.id(), new Overlay(OPEN.id(), Samples.INSTANCE, 1, null, "ann", "mine", NOW));
        put(finding("vacuum.behind", "orders", FindingState.OPEN, Severity.EMERGENCY, null));
        assertThat(said()).isEmpty();
        put(finding("vacuum.behind", "orders", FindingState.RESOLVED));
        assertThat(said()).hasSize(1);
    }

    @Test
    void aWaivedFindingIsNotTold_andIsToldWhenTheWaiverEndsAndItIsStillThere() {
        Instant until = NOW.plus(MINUTE.multipliedBy(10));
        board.overlay(OPEN.id(), new Overlay(OPEN.id(), Samples.INSTANCE, null, until, "ann", "moving", NOW));
        put(OPEN);
        assertThat(said()).isEmpty();
        clock.advance(MINUTE.multipliedBy(5));
        assertThat(said()).isEmpty();

        clock.advance(MINUTE.multipliedBy(5));
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(news(told)).containsExactly("OPEN vacuum.behind on orders"));
    }

    @Test
    void whatWasMendedWhileItWasWaivedIsNeverTold() {
        Instant until = NOW.plus(MINUTE.multipliedBy(10));
        board.overlay(OPEN.id(), new Overlay(OPEN.id(), Samples.INSTANCE, null, until, "ann", "moving", NOW));
        put(OPEN);
        assertThat(said()).isEmpty();
        put(finding("vacuum.behind", "orders", FindingState.RESOLVED));
        clock.advance(MINUTE.multipliedBy(10));
        assertThat(said()).isEmpty();
    }

    @Test
    void aProposalSaysWhatWouldRunAndAnOutcomeWhatChanged() {
        Proposal proposal = proposal("orders");
        board.proposal(Samples.INSTANCE, proposal.id(), proposal);
        assertThat(said()).singleElement().satisfies(told -> {
            NotificationItem item = told.items().getFirst();
            assertThat(item.statements()).containsExactly("ANALYZE public.orders");
            assertThat(item.text()).contains("https://tickbird.example/");
        });
        assertThat(said()).isEmpty();
        board.outcome(outcome(proposal.id(), "orders", ActionState.RUNNING, clock.instant()));
        assertThat(said()).isEmpty();
        board.outcome(outcome(proposal.id(), "orders", ActionState.SUCCEEDED, clock.instant()));
        assertThat(board.held()).containsExactly(proposal.id());
        assertThat(said())
                .singleElement()
                .satisfies(
                        told -> assertThat(told.items().getFirst().text()).contains("relation.size 2.0 MB → 1.0 MB"));
        assertThat(board.held()).isEmpty();
        board.outcome(outcome(proposal.id(), "orders", ActionState.RUNNING, clock.instant()));
        assertThat(said()).isEmpty();
    }

    @Test
    void anActionThatWaitsLongIsToldOnce() {
        board.outcome(outcome(Samples.action("a"), "orders", ActionState.QUEUED, clock.instant()));
        assertThat(said()).isEmpty();
        clock.advance(Timing.DEFAULTS.longWait());
        assertThat(said())
                .singleElement()
                .satisfies(told -> assertThat(told.title()).contains("WAITING"));
        assertThat(said()).isEmpty();
    }
}
