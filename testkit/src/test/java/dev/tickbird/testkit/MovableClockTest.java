package dev.tickbird.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MovableClockTest {

    @Test
    void movesOnlyWhenToldTo() {
        MovableClock clock = MovableClock.at("2026-11-20T09:00:00Z");
        assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(clock.advance(Duration.ofMinutes(-1))).isEqualTo(Instant.parse("2026-11-20T08:59:00Z"));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-20T08:59:00Z"));
    }
}
