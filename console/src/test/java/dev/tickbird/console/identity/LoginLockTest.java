package dev.tickbird.console.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.testkit.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginLockTest {
    private final MovableClock clock = MovableClock.at("2026-11-20T12:00:00Z");
    private final LoginLock lock = new LoginLock(3, clock);

    @Test
    void afterTooManyFailuresEverybodyOfThatNameWaits_longerEachTime_andNobodyElse() {
        fail(2);
        assertThat(lock.locked("ann")).isEmpty();
        fail(1);
        assertThat(lock.locked("ann")).contains(Duration.ofMinutes(1));
        assertThat(lock.locked("ben")).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(lock.locked("ann")).isEmpty();
        fail(1);
        assertThat(lock.locked("ann")).contains(Duration.ofMinutes(2));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMinutes(15));
            fail(1);
        }
        assertThat(lock.locked("ann"))
                .as("never more than a quarter of an hour")
                .contains(Duration.ofMinutes(15));
    }

    @Test
    void whoGetsInIsFreeAgain_andSoIsWhoFailedLongAgo() {
        fail(2);
        lock.succeeded("ann");
        fail(2);
        assertThat(lock.locked("ann")).isEmpty();
        clock.advance(Duration.ofHours(1));
        fail(2);
        assertThat(lock.locked("ann"))
                .as("the failures of an hour ago do not count")
                .isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lock.failed("ann");
        }
    }
}
