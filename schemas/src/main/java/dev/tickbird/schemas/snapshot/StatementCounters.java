package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of one statement.
 *
 * @param queryId decimal text (64 bits do not fit a JavaScript number)
 * @param text normalised and redacted; null in the "other" row and when it may not be read
 * @param utility true for statements that are not SELECT, INSERT, UPDATE, DELETE, MERGE or WITH
 * @param planMillis 0 unless {@code pg_stat_statements.track_planning} is on
 * @param tempBlocksRead blocks of 8 kB
 * @param statsSince from extension 1.11; null before
 */
public record StatementCounters(
        String queryId,
        long userOid,
        @Nullable String user,
        long databaseOid,
        @Nullable String database,
        boolean topLevel,
        boolean utility,
        @Nullable String text,
        long calls,
        double planMillis,
        double executionMillis,
        long rows,
        long blocksHit,
        long blocksRead,
        long blocksWritten,
        long tempBlocksRead,
        long tempBlocksWritten,
        double blockReadMillis,
        double blockWriteMillis,
        long walBytes,
        @Nullable Instant statsSince) {}
