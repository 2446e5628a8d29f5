package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of {@code pg_stat_database}, since {@code statsReset}.
 *
 * @param blockReadMillis 0 unless {@code track_io_timing} is on
 * @param statsReset null means unknown, not "never": a crash empties the counters and leaves this null
 */
public record DatabaseCounters(
        long commits,
        long rollbacks,
        long blocksRead,
        long blocksHit,
        long tuplesReturned,
        long tuplesFetched,
        long inserted,
        long updated,
        long deleted,
        long conflicts,
        long deadlocks,
        long tempFiles,
        long tempBytes,
        double blockReadMillis,
        double blockWriteMillis,
        @Nullable Instant statsReset) {}
