package dev.tickbird.collector.app;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named virtual thread that does the same step again and again, at a fixed rate as long as the step is faster. A step that fails unforeseen is
 * logged and does not end it.
 */
final class Repeating implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    private final String name;
    private final Supplier<Duration> interval;
    private final Step step;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean soon;
    private volatile boolean stopped;

    /** What is done; it may be interrupted. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    /**
     * A schedule that does not run yet.
     *
     * @param interval asked for after every step
     */
    Repeating(String name, Supplier<Duration> interval, Duration firstAfter, Step step) {
        this.name = name;
        this.interval = interval;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(firstAfter));
    }

    void start() {
        thread.start();
    }

    /** The next step comes at once. */
    void soon() {
        lock.lock();
        try {
            soon = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void repeat(Duration firstAfter) {
        try {
            long due = System.nanoTime() + firstAfter.toNanos();
            while (!stopped) {
                if (await(due)) {
                    due = System.nanoTime();
                }
                once();
                due = Math.max(System.nanoTime(), due + interval.get().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() throws InterruptedException {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed unforeseen and goes on", name, e);
        }
    }

    /** Waits; true when somebody asked for the step before it was due. */
    private boolean await(long due) throws InterruptedException {
        lock.lock();
        try {
            long left = due - System.nanoTime();
            while (!soon && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean asked = soon;
            soon = false;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** Asks it to end and does not wait for it. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
