package dev.tickbird.executor.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time and threads of one simulation. Every thread is a virtual one that runs alone until it waits; who goes on is drawn from the seed.
 * Nothing else is drawn from anywhere, so that a seed always gives the same run.
 */
final class World {
    private static final int REMEMBERED = 400;

    final Random random;
    private final List<Fiber> fibers = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Deque<String> trace = new ArrayDeque<>();
    private final Semaphore back = new Semaphore(0);
    private long now;
    private long numbers;
    private @Nullable Fiber current;
    private @Nullable Throwable failure;
    private long steps;

    World(long seed) {
        // The first draws of neighbouring seeds are alike without this.
        this.random = new Random(new SplittableRandom(seed).nextLong());
    }

    private record Event(long at, long number, Runnable what) {}

    /** One thread of a process. */
    static final class Fiber {
        private final Life process;
        private final Semaphore go = new Semaphore(0);
        private final Rings own = new Rings();
        private long wakeAt;
        private @Nullable Rings waitsFor;
        private boolean exclusive;
        private boolean interrupted;
        private boolean ended;

        private Fiber(Life process) {
            this.process = process;
        }

        boolean ended() {
            return ended;
        }

        void interrupt() {
            interrupted = true;
        }

        Rings end() {
            return own;
        }
    }

    /** What is counted by a bell. */
    static final class Rings {
        private int count;

        void ring() {
            count++;
        }

        private boolean take() {
            if (count == 0) {
                return false;
            }
            count--;
            return true;
        }
    }

    /** A process: its memory is gone when it is killed. */
    static final class Life {
        final String name;
        private boolean alive = true;

        Life(String name) {
            this.name = name;
        }

        boolean alive() {
            return alive;
        }

        void kill() {
            alive = false;
        }
    }

    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    void tell(String what) {
        if (trace.size() == REMEMBERED) {
            trace.removeFirst();
        }
        trace.addLast("%9.3f %s".formatted(now / 1e9, what));
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    Duration between(long fromMillis, long toMillis) {
        return Duration.ofMillis(fromMillis + random.nextLong(toMillis - fromMillis + 1));
    }

    void after(Duration delay, Runnable what) {
        events.add(new Event(now + delay.toNanos(), numbers++, what));
    }

    Fiber start(Life process, Runnable work) {
        Fiber fiber = new Fiber(process);
        fiber.wakeAt = now;
        fibers.add(fiber);
        Thread _ = Thread.ofVirtual().start(() -> {
            fiber.go.acquireUninterruptibly();
            try {
                if (process.alive) {
                    work.run();
                }
            } catch (Killed _) {
                // as it should
            } catch (Throwable e) {
                failure = failure == null ? e : failure;
            } finally {
                fiber.ended = true;
                fiber.own.ring();
                back.release();
            }
        });
        return fiber;
    }

    /** Lets others go on for a while. */
    void pause(Duration time) {
        park(time.toNanos(), null, false);
    }

    /** As {@link #pause}, for a thread that holds a lock: no other thread of its process goes on. */
    void pauseLocked(Duration time) {
        pause(time, true);
    }

    void pause(Duration time, boolean locked) {
        park(time.toNanos(), null, locked);
    }

    /** Waits without heed of interrupts; false when nobody rang in time. */
    boolean waitFor(Rings rings, Duration limit) {
        return rings.take() || park(limit.toNanos(), rings, false);
    }

    void sleep(Duration time) throws InterruptedException {
        interruptible();
        park(time.toNanos(), null, false);
        interruptible();
    }

    boolean await(Rings rings, Duration limit) throws InterruptedException {
        interruptible();
        boolean rang = waitFor(rings, limit);
        if (!rang) {
            interruptible();
        }
        return rang;
    }

    private void interruptible() throws InterruptedException {
        Fiber self = self();
        if (Thread.interrupted() || self.interrupted) {
            self.interrupted = false;
            throw new InterruptedException();
        }
    }

    private Fiber self() {
        if (current == null) {
            throw new IllegalStateException("only a simulated thread waits");
        }
        return current;
    }

    private boolean park(long nanos, @Nullable Rings rings, boolean exclusive) {
        Fiber self = self();
        if (!self.process.alive) {
            throw new Killed();
        }
        self.wakeAt = now + Math.max(0, nanos);
        self.waitsFor = rings;
        self.exclusive = exclusive;
        back.release();
        self.go.acquireUninterruptibly();
        self.exclusive = false;
        self.waitsFor = null;
        if (!self.process.alive) {
            throw new Killed();
        }
        return rings != null && rings.take();
    }

    /** Goes on until that is so, or until the time is over; the hook is asked before every step. */
    void run(BooleanSupplier done, Duration limit, Runnable hook) {
        long end = now + limit.toNanos();
        while (now <= end && !done.getAsBoolean()) {
            hook.run();
            List<Fiber> ready = fibers.stream().filter(this::ready).toList();
            if (!ready.isEmpty()) {
                resume(ready.get(random.nextInt(ready.size())));
            } else if (!advance()) {
                return;
            }
            if (failure != null) {
                throw new AssertionError("a thread failed", failure);
            }
        }
    }

    private boolean ready(Fiber fiber) {
        boolean due = !fiber.process.alive
                || fiber.wakeAt <= now
                || (fiber.waitsFor != null && (fiber.waitsFor.count > 0 || fiber.interrupted));
        return due && allowed(fiber);
    }

    private boolean allowed(Fiber fiber) {
        return fiber.exclusive || fibers.stream().noneMatch(other -> other.exclusive && other.process == fiber.process);
    }

    private boolean advance() {
        long next = fibers.stream()
                .filter(this::allowed)
                .mapToLong(fiber -> fiber.wakeAt)
                .min()
                .orElse(Long.MAX_VALUE);
        Event first = events.peek();
        if (first == null && next == Long.MAX_VALUE) {
            return false;
        }
        if (first != null && first.at() <= next) {
            events.remove();
            now = Math.max(now, first.at());
            first.what().run();
        } else {
            now = Math.max(now, next);
        }
        return true;
    }

    private void resume(Fiber fiber) {
        steps++;
        current = fiber;
        fiber.go.release();
        back.acquireUninterruptibly();
        current = null;
        if (fiber.ended) {
            fibers.remove(fiber);
        }
    }

    /** Ends every thread, so that none stays parked for ever. */
    void end() {
        fibers.forEach(fiber -> fiber.process.kill());
        while (!fibers.isEmpty()) {
            fibers.stream().filter(this::allowed).findFirst().ifPresent(this::resume);
        }
    }
}
