package dev.tickbird.schemas.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetCalendarTest {
    private static final PolicySubject DROP = new PolicySubject(
            Risk.MEDIUM, "drop-index", "index.unused", InstanceId.of("orders"), "app", Map.of("env", "prod"));
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final FleetPolicy NIGHTS = FleetPolicy.EMPTY.withCalendar(
            List.of(new MaintenanceWindow(
                    "nights",
                    new Cron("0 22 * * *"),
                    ZoneId.of("Europe/Berlin"),
                    Duration.ofHours(6),
                    List.of("ord*"),
                    Map.of(),
                    List.of("drop-index"))),
            List.of());

    @Test
    void outsideItsWindowsNothingBegins_andAnApprovalForTheWindowEndsWithIt() {
        FleetCalendar calendar = new FleetCalendar(NIGHTS);
        Instant opens = Instant.parse("2026-11-20T21:00:00Z");
        Instant closes = opens.plus(Duration.ofHours(6));
        assertThat(calendar.closed(DROP, NOON)).hasValueSatisfying(closed -> {
            assertThat(closed.until()).isEqualTo(opens);
            assertThat(closed.reason()).contains("nights");
        });
        assertThat(calendar.closed(DROP, opens)).isEmpty();
        assertThat(calendar.windowEnd(DROP, NOON)).as("of the next").contains(closes);
        assertThat(calendar.windowEnd(DROP, closes.minusSeconds(1)))
                .as("of this one")
                .contains(closes);
        PolicySubject analyze =
                new PolicySubject(Risk.LOW, "analyze", "statistics.stale", DROP.instance(), "app", Map.of());
        assertThat(calendar.closed(analyze, NOON)).as("no window concerns it").isEmpty();
        assertThat(calendar.windowEnd(analyze, NOON)).isEmpty();
    }

    @Test
    void whatAPolicyForbidsForATimeWaitsForItsEnd_andWhatItForbidsForeverIsNoMatterOfTheCalendar() {
        ApprovalPolicy always = ApprovalPolicy.of("never", List.of(Risk.MEDIUM), Effect.FORBID, 1);
        ApprovalPolicy office = new ApprovalPolicy(
                "office",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of("env", "prod"),
                List.of(),
                new Hours(new Cron("0 8 * * 1-5"), ZoneOffset.UTC, Duration.ofHours(10)),
                Effect.FORBID,
                1,
                List.of(),
                null);
        FleetCalendar calendar = new FleetCalendar(FleetPolicy.of(1, List.of(office), List.of(), null));
        assertThat(calendar.closed(DROP, NOON)).hasValueSatisfying(closed -> {
            assertThat(closed.until()).isEqualTo(Instant.parse("2026-11-20T18:00:00Z"));
            assertThat(closed.reason()).contains("office");
        });
        assertThat(calendar.closed(DROP, NOON.plus(Duration.ofDays(1))))
                .as("Saturday")
                .isEmpty();
        assertThat(new FleetCalendar(FleetPolicy.of(1, List.of(always), List.of(), null)).closed(DROP, NOON))
                .isEmpty();
    }
}
