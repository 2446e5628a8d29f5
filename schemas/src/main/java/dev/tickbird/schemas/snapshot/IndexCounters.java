package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of one index.
 *
 * @param scans also raised by the planner's own probing, never by uniqueness checks
 * @param lastScan from 16; null before and when never
 */
public record IndexCounters(
        long scans,
        long tuplesRead,
        long tuplesFetched,
        long blocksRead,
        long blocksHit,
        @Nullable Instant lastScan) {}
