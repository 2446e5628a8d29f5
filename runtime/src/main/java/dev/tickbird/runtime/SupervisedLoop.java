package dev.tickbird.runtime;

import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named virtual thread that does the same work again and again. When a turn fails with something that may pass, the
 * work is closed, and opened anew after a back-off; anything else ends the loop, which then stays down with its reason.
 * The first failure of a row is a warning; a row ends when the work has held for the longest back-off.
 */
public final class SupervisedLoop implements AutoCloseable, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedLoop.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    /** The work of a loop, from one opening to the next failure. Used by the loop's thread only, but for wakeUp. */
    public interface Work extends AutoCloseable {

        /** One bounded piece of work; it returns within a few seconds. */
        void turn() throws Exception;

        /** Called from another thread when the loop is to stop: makes a turn that waits return or throw. */
        default void wakeUp() {}

        @Override
        default void close() {}
    }

    /** Opens the work: connects, subscribes, reads what must be known first. */
    @FunctionalInterface
    public interface Opening {
        Work open() throws Exception;
    }

    /**
     * How a loop meets failures.
     *
     * @param retriable whether the work is opened again after this failure
     * @param stopLimit how long {@link #close} waits before it interrupts
     */
    public record Policy(Backoff backoff, Predicate<Exception> retriable, Duration stopLimit) {

        /** Everything is tried again; ten seconds to stop. */
        public static final Policy ALWAYS = new Policy(Backoff.DEFAULT, e -> true, Duration.ofSeconds(10));

        public Policy retryingOnly(Predicate<Exception> which) {
            return new Policy(backoff, which, stopLimit);
        }
    }

    private final String name;
    private final Opening opening;
    private final Policy policy;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Condition condition = Condition.down("starting");
    private volatile @Nullable Work current;

    /** Failures in a row, until the work has held for the longest back-off. Used by the loop's thread only. */
    private int failures;

    private SupervisedLoop(String name, Opening opening, Policy policy) {
        this.name = name;
        this.opening = opening;
        this.policy = policy;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public static SupervisedLoop start(String name, Opening opening, Policy policy) {
        SupervisedLoop loop = new SupervisedLoop(name, opening, policy);
        loop.thread.start();
        return loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isStopping()) {
            Exception failure = workUntilFailure();
            if (failure == null || isStopping() || !policy.retriable().test(failure)) {
                end(failure);
                return;
            }
            failures++;
            condition = Condition.down(reason(failure));
            if (failures == 1) {
                LOG.warn("{}: {}; trying again", name, reason(failure));
            }
            LOG.debug("{} failed {} times in a row", name, failures, failure);
            pause(policy.backoff().after(failures, RandomGenerator.getDefault()));
        }
        condition = Condition.down("stopped");
    }

    private void end(@Nullable Exception failure) {
        if (failure == null || isStopping()) {
            condition = Condition.down("stopped");
        } else {
            condition = Condition.down(reason(failure));
            LOG.error("{} ended: {}", name, reason(failure), failure);
        }
    }

    private @Nullable Exception workUntilFailure() {
        try (Work work = opening.open()) {
            current = work;
            long opened = System.nanoTime();
            while (!isStopping()) {
                work.turn();
                condition = Condition.UP;
                if (failures > 0
                        && System.nanoTime() - opened
                                > policy.backoff().longest().toNanos()) {
                    LOG.info("{} works again after {} failures", name, failures);
                    failures = 0;
                }
            }
            return null;
        } catch (Exception e) {
            return e;
        } finally {
            current = null;
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void pause(Duration duration) {
        try {
            if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                condition = Condition.down("stopped");
            }
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the work to stop, then interrupts it; returns in bounded time. */
    @Override
    public void close() {
        stopping.countDown();
        Work work = current;
        if (work != null) {
            work.wakeUp();
        }
        try {
            if (!thread.join(policy.stopLimit())) {
                LOG.warn("{} did not stop within {}", name, policy.stopLimit());
                thread.interrupt();
                thread.join(AFTER_INTERRUPT);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
