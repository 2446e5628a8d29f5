package dev.tickbird.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: doubling from the first to the longest, each spread by half up and down, so that
 * many agents that lost the same server do not come back at the same moment.
 */
public record Backoff(Duration first, Duration longest) {

    /** 200 ms to 30 s. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off from " + first + " to " + longest + " is not possible");
        }
    }

    /** The wait after that many failures in a row, 1 or more. */
    public Duration after(int failures, RandomGenerator random) {
        Duration wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        long capped = Math.min(wait.toMillis(), longest.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(capped * (0.5 + random.nextDouble()))));
    }
}
