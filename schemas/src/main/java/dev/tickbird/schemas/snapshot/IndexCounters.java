package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of one index.
 *
 * @param scans also raised by the planner's own probing, never by uniqueness checks
 * @param tuplesRead index entries returned by scans
 * @param tuplesFetched live rows fetched by simple index scans
 * @param blocksRead blocks of it read from outside shared buffers
 * @param blocksHit blocks of it found in shared buffers
 * @param lastScan from 16; null before and when never
 */
public record IndexCounters(
        long scans,
        long tuplesRead,
        long tuplesFetched,
        long blocksRead,
        long blocksHit,
        @Nullable Instant lastScan) {}
