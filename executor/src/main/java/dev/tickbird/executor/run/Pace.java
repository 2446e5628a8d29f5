package dev.tickbird.executor.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How running actions waits, measures time, starts threads and draws jitter: all of it in one place, so that a simulation can stand in. */
public interface Pace {
    /** As the process lives. */
    Pace REAL = new RealPace();

    /** A time that only grows, in nanoseconds; it means nothing beside another one. */
    long nanos();

    void sleep(Duration time) throws InterruptedException;

    RandomGenerator chance();

    /** Starts a virtual thread. */
    Task start(String name, Runnable work);

    Bell bell();

    /** A thread that was started. */
    interface Task {
        void interrupt();

        /** Waits for its end; false when it has not ended by then. */
        boolean join(Duration limit) throws InterruptedException;
    }

    /** What one thread waits for and others ring; rings are counted, and each ends one wait. */
    interface Bell {
        void ring();

        void await() throws InterruptedException;

        /** False when nobody rang in time. */
        boolean await(Duration limit) throws InterruptedException;
    }
}
