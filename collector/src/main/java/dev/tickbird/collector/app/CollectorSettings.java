package dev.tickbird.collector.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a collector behaves.
 *
 * @param zone whose targets it reads
 * @param memberId a name that stays over restarts, so that a restart moves no targets; null for none
 * @param largeReadings how many databases are read at the same time for their relations and statements, which takes memory here
 * @param rereadTargets how often all targets are read again from Kafka
 */
public record CollectorSettings(String zone, @Nullable String memberId, int largeReadings, Duration rereadTargets) {
    private static final int LARGE_READINGS = 16;
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    public CollectorSettings {
        if (zone.isBlank()) {
            throw new IllegalArgumentException(
                    "field 'zone' is empty: name the zone whose servers this collector reaches");
        }
        if (largeReadings < 1) {
            throw new IllegalArgumentException("field 'largeReadings' is " + largeReadings + ": expected 1 or more");
        }
        if (rereadTargets.isNegative() || rereadTargets.isZero()) {
            throw new IllegalArgumentException("field 'rereadTargets' is " + rereadTargets + ": expected more than 0");
        }
    }

    public static CollectorSettings of(String zone) {
        return new CollectorSettings(zone, null, LARGE_READINGS, SIX_HOURS);
    }

    public CollectorSettings withMemberId(String newMemberId) {
        return new CollectorSettings(zone, newMemberId, largeReadings, rereadTargets);
    }
}
