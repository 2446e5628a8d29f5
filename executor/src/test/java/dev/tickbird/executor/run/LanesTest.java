package dev.tickbird.executor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.common.InstanceId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final InstanceId A = InstanceId.of("a");
    private static final InstanceId B = InstanceId.of("b");
    private static final InstanceId C = InstanceId.of("c");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void whoAskedFirstGoesFirst() {
        Lanes lanes = new Lanes(1);
        assertThat(lanes.enter(A, Priority.ORDINARY, NOON)).isTrue();
        assertThat(lanes.enter(B, Priority.ORDINARY, NOON.plusSeconds(1))).isFalse();
        assertThat(lanes.enter(C, Priority.ORDINARY, NOON.plusSeconds(2))).isFalse();
        lanes.leave();
        assertThat(lanes.enter(C, Priority.ORDINARY, NOON.plusSeconds(3)))
                .as("it is b's turn")
                .isFalse();
        assertThat(lanes.enter(B, Priority.ORDINARY, NOON.plusSeconds(4))).isTrue();
    }

    @Test
    void theUrgentGoesBeforeOthers_andAnEmergencyNeverWaits() {
        Lanes lanes = new Lanes(1);
        assertThat(lanes.enter(A, Priority.ORDINARY, NOON)).isTrue();
        assertThat(lanes.enter(B, Priority.ORDINARY, NOON)).isFalse();
        assertThat(lanes.enter(C, Priority.WRAPAROUND, NOON.plusSeconds(1))).isFalse();
        assertThat(lanes.enter(InstanceId.of("d"), Priority.EMERGENCY, NOON.plusSeconds(1)))
                .isTrue();
        lanes.leave();
        lanes.leave();
        assertThat(lanes.enter(B, Priority.ORDINARY, NOON.plusSeconds(2))).isFalse();
        assertThat(lanes.enter(C, Priority.WRAPAROUND, NOON.plusSeconds(2))).isTrue();
    }

    @Test
    void distressHalves_andHealthAddsOne_withinTheLimit() {
        Lanes lanes = new Lanes(8);
        lanes.distress();
        assertThat(lanes.allowed()).isEqualTo(4);
        lanes.distress();
        lanes.distress();
        lanes.distress();
        assertThat(lanes.allowed()).as("never none").isEqualTo(1);
        lanes.health();
        assertThat(lanes.allowed()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            lanes.health();
        }
        assertThat(lanes.allowed()).isEqualTo(8);
    }

    @Test
    void whoAsksNoMoreLosesItsPlace() {
        Lanes lanes = new Lanes(1);
        assertThat(lanes.enter(A, Priority.ORDINARY, NOON)).isTrue();
        assertThat(lanes.enter(B, Priority.ORDINARY, NOON)).isFalse();
        lanes.leave();
        Instant later = NOON.plus(Duration.ofMinutes(3));
        assertThat(lanes.enter(C, Priority.ORDINARY, later)).isTrue();
    }
}
