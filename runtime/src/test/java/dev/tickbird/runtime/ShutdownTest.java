package dev.tickbird.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesTheLastFirstAndOnlyOnce() {
        Shutdown shutdown = new Shutdown(Duration.ofSeconds(5));
        shutdown.add("broker", () -> closed.add("broker"));
        shutdown.add("client", () -> closed.add("client"));
        shutdown.close();
        shutdown.close();
        shutdown.add("late", () -> closed.add("late"));
        assertThat(closed).containsExactly("client", "broker", "late");
    }

    @Test
    void leavesAPartBehindThatHangsOrFails() {
        Shutdown shutdown = new Shutdown(Duration.ofMillis(50));
        shutdown.add("first", () -> closed.add("first"));
        shutdown.add("failing", () -> {
            throw new IllegalStateException("on purpose");
        });
        shutdown.add("hanging", () -> new CountDownLatch(1).await());
        shutdown.close();
        assertThat(closed).containsExactly("first");
    }
}
