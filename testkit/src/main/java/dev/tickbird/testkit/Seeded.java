package dev.tickbird.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Laws checked on many generated cases. Each case has a seed of its own; a failure names it, and {@code -Dtickbird.seed=…}
 * runs that case alone. {@code -Dtickbird.seed.base=…} moves the whole range, to look further than the usual cases.
 */
public final class Seeded {

    private static final String ONE = "tickbird.seed";
    private static final String BASE = "tickbird.seed.base";
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeded() {}

    /** One generated case of a law. */
    @FunctionalInterface
    public interface Law {
        void check(RandomGenerator random) throws Exception;
    }

    public static void cases(int count, Law law) {
        Long one = Long.getLong(ONE);
        if (one != null) {
            check(one, law);
            return;
        }
        long base = Long.getLong(BASE, 1L);
        for (long seed = base; seed < base + count; seed++) {
            check(seed, law);
        }
    }

    private static void check(long seed, Law law) {
        try {
            law.check(GENERATORS.create(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + seed + " (-D" + ONE + "=" + seed + "): " + e.getMessage(), e);
        }
    }
}
