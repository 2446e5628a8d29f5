package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Cumulative checkpoints: {@code pg_stat_bgwriter} before 17, {@code pg_stat_checkpointer} since. */
public record CheckpointFacts(
        long timed,
        long requested,
        double writeMillis,
        double syncMillis,
        long buffersWritten,
        @Nullable Instant statsReset) {}
