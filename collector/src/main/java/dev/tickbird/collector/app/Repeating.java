package dev.tickbird.collector.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
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
    private final Queue<Between> between = new ArrayDeque<>();
    private final Thread thread;
    private boolean soon;
    private volatile boolean stopped;

    /** What is done; it may be interrupted. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    /** A step out of turn. */
    private record Between(long due, Step step) {}

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

    /** Another step comes after a moment; the schedule stays as it is. The moment is the same for all. */
    void between(Duration moment, Step other) {
        lock.lock();
        try {
            between.add(new Between(System.nanoTime() + moment.toNanos(), other));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void repeat(Duration firstAfter) {
        try {
            long due = System.nanoTime() + firstAfter.toNanos();
            while (!stopped) {
                switch (await(due)) {
                    case Wake.Due() -> due = next(due);
                    case Wake.Asked() -> due = next(System.nanoTime());
                    case Wake.OutOfTurn(Step other) -> once(other);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long next(long due) throws InterruptedException {
        once(step);
        return Math.max(System.nanoTime(), due + interval.get().toNanos());
    }

    private void once(Step what) throws InterruptedException {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed unforeseen and goes on", name, e);
        }
    }

    private Wake await(long due) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                Between first = between.peek();
                if (soon || now - due >= 0) {
                    Wake wake = soon ? new Wake.Asked() : new Wake.Due();
                    soon = false;
                    return wake;
                }
                if (first != null && now - first.due() >= 0) {
                    between.remove();
                    return new Wake.OutOfTurn(first.step());
                }
                long _ = changed.awaitNanos(first == null ? due - now : Math.min(due - now, first.due() - now));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why it stopped waiting. */
    private sealed interface Wake {
        record Due() implements Wake {}

        record Asked() implements Wake {}

        record OutOfTurn(Step step) implements Wake {}
    }

    /** Asks it to end and does not wait for it. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
