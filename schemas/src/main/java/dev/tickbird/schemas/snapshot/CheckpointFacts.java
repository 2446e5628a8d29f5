package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative checkpoints: {@code pg_stat_bgwriter} before 17, {@code pg_stat_checkpointer} since.
 *
 * @param timed checkpoints that came by {@code checkpoint_timeout}
 * @param requested checkpoints that were requested, by WAL or by hand
 * @param writeMillis time spent writing files, in milliseconds
 * @param syncMillis time spent syncing files, in milliseconds
 * @param buffersWritten buffers written by checkpoints
 * @param statsReset when these counters began; null means unknown
 */
public record CheckpointFacts(
        long timed,
        long requested,
        double writeMillis,
        double syncMillis,
        long buffersWritten,
        @Nullable Instant statsReset) {}
