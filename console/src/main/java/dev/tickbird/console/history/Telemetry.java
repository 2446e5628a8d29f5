package dev.tickbird.console.history;

import dev.tickbird.schemas.snapshot.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a server last.
 *
 * @param since when it was heard for the first time
 * @param seenAt when it was heard last
 * @param figures the newest of each metric that is known
 * @param about null until its facts were read once
 */
public record Telemetry(
        Instant since,
        Instant seenAt,
        Reachability reachability,
        Map<Metric, Double> figures,
        @Nullable About about) {
    private static final int MISSED = 6;
    private static final Duration GRACE = Duration.ofSeconds(10);

    public Telemetry {
        figures = Map.copyOf(figures);
    }

    /**
     * What a server is.
     *
     * @param version its number, 0 when it is not known
     */
    public record About(int version, boolean inRecovery, int connectionLimit) {}

    /** Whether several looks in a row are missing: not even a failure was told. */
    public boolean silent(Duration interval, Instant now) {
        return seenAt.plus(interval.multipliedBy(MISSED)).plus(GRACE).isBefore(now);
    }
}
