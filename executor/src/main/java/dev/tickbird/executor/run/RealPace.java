package dev.tickbird.executor.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The machine's time and virtual threads. */
final class RealPace implements Pace {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    @Override
    public RandomGenerator chance() {
        return RandomGenerator.getDefault();
    }

    @Override
    public Task start(String name, Runnable work) {
        return new RealTask(Thread.ofVirtual().name(name).start(work));
    }

    @Override
    public Bell bell() {
        return new RealBell(new Semaphore(0));
    }

    private record RealTask(Thread thread) implements Task {
        @Override
        public void interrupt() {
            thread.interrupt();
        }

        @Override
        public boolean join(Duration limit) throws InterruptedException {
            return thread.join(limit);
        }
    }

    private record RealBell(Semaphore rings) implements Bell {
        @Override
        public void ring() {
            rings.release();
        }

        @Override
        public void await() throws InterruptedException {
            rings.acquire();
        }

        @Override
        public boolean await(Duration limit) throws InterruptedException {
            return rings.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
