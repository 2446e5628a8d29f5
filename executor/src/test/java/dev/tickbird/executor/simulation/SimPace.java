package dev.tickbird.executor.simulation;

import dev.tickbird.executor.run.Pace;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The product's waiting and threads, for one process of the simulation. */
record SimPace(World world, World.Life process) implements Pace {
    private static final Duration EVER = Duration.ofDays(1000);

    @Override
    public long nanos() {
        return world.now();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        world.sleep(time);
    }

    @Override
    public RandomGenerator chance() {
        return world.random;
    }

    @Override
    public Task start(String name, Runnable work) {
        return new SimTask(world, world.start(process, work));
    }

    @Override
    public Bell bell() {
        return new SimBell(world, new World.Rings());
    }

    private record SimTask(World world, World.Fiber fiber) implements Task {
        @Override
        public void interrupt() {
            fiber.interrupt();
        }

        @Override
        public boolean join(Duration limit) throws InterruptedException {
            return fiber.ended() || world.await(fiber.end(), limit);
        }
    }

    private record SimBell(World world, World.Rings rings) implements Bell {
        @Override
        public void ring() {
            rings.ring();
        }

        @Override
        public void await() throws InterruptedException {
            boolean rang = world.await(rings, EVER);
            while (!rang) {
                rang = world.await(rings, EVER);
            }
        }

        @Override
        public boolean await(Duration limit) throws InterruptedException {
            return world.await(rings, limit);
        }
    }
}
