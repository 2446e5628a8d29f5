package dev.tickbird.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.runtime.health.Condition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SupervisedLoopTest {

    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));
    private static final SupervisedLoop.Policy POLICY =
            new SupervisedLoop.Policy(SHORT, e -> e instanceof IllegalStateException, Duration.ofMillis(200));

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void opensTheWorkAgainAfterAFailureThatMayPass() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch recovered = new CountDownLatch(1);
        SupervisedLoop.Opening opening = () -> work(() -> {
            switch (turns.incrementAndGet()) {
                case 2 -> throw new IllegalStateException("lost the server");
                case 1, 3 -> events.add("turn");
                default -> recovered.countDown();
            }
        });
        try (SupervisedLoop loop = SupervisedLoop.start("test-loop", opening, POLICY)) {
            assertThat(recovered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(loop.condition()).isEqualTo(Condition.UP);
        }
        assertThat(events).containsExactly("open", "turn", "close", "open", "turn", "close");
    }

    @Test
    void staysDownWithTheReasonAfterAnyOtherFailure() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        SupervisedLoop.Opening opening = () -> new SupervisedLoop.Work() {
            @Override
            public void turn() {
                throw new IllegalArgumentException("fenced");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (SupervisedLoop loop = SupervisedLoop.start("test-fatal", opening, POLICY)) {
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            while (!loop.condition().equals(Condition.down("fenced"))) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void stopsWorkThatWaits() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch wakeUp = new CountDownLatch(1);
        SupervisedLoop.Opening polite = () -> new SupervisedLoop.Work() {
            @Override
            public void turn() throws InterruptedException {
                waiting.countDown();
                wakeUp.await();
                events.add("woken");
            }

            @Override
            public void wakeUp() {
                wakeUp.countDown();
            }
        };
        SupervisedLoop loop = SupervisedLoop.start("test-polite", polite, POLICY);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        loop.close();
        assertThat(events).containsExactly("woken");
    }

    @Test
    void interruptsWorkThatDoesNotListen() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        SupervisedLoop.Opening deaf = () -> work(() -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        });
        SupervisedLoop loop = SupervisedLoop.start("test-deaf", deaf, POLICY);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        loop.close();
        assertThat(events).containsExactly("open", "close");
        assertThat(loop.condition()).isEqualTo(Condition.down("stopped"));
    }

    @Test
    void backsOffLongerEachTimeUpToTheLimit() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int failures = 1; failures < 100; failures++) {
            double middle = Math.min(100 * Math.pow(2, failures - 1), 1_000);
            assertThat((double) backoff.after(failures, random).toMillis()).isBetween(middle * 0.49, middle * 1.51);
        }
    }

    private interface Turn {
        void run() throws Exception;
    }

    private SupervisedLoop.Work work(Turn turn) {
        events.add("open");
        return new SupervisedLoop.Work() {
            @Override
            public void turn() throws Exception {
                turn.run();
            }

            @Override
            public void close() {
                events.add("close");
            }
        };
    }
}
