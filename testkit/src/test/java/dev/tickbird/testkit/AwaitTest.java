package dev.tickbird.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void waitsUntilTheConditionHolds() {
        AtomicInteger looks = new AtomicInteger();
        Await.until(Duration.ofSeconds(5), () -> looks.incrementAndGet() == 3);
    }

    @Test
    void failsWithTheLastReason() {
        assertThatThrownBy(() -> Await.until(Duration.ofMillis(30), "the answer", () -> {
                    throw new IllegalStateException("not there");
                }))
                .hasMessageContaining("the answer did not come true within 30 ms")
                .hasRootCauseMessage("not there");
    }
}
