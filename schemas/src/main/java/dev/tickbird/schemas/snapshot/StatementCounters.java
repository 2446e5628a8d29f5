package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of one statement.
 *
 * @param queryId decimal text (64 bits do not fit a JavaScript number)
 * @param userOid the oid of the role that ran it
 * @param user the role's name; null when that role is gone
 * @param databaseOid the oid of the database it ran in
 * @param database the database's name; null when that database is gone
 * @param topLevel from 14, false for statements inside functions; true before
 * @param utility true for statements that are not SELECT, INSERT, UPDATE, DELETE, MERGE or WITH
 * @param text normalised and redacted; null in the "other" row and when it may not be read
 * @param calls how often it ran
 * @param planMillis 0 unless {@code pg_stat_statements.track_planning} is on
 * @param executionMillis total time of execution, in milliseconds
 * @param rows rows returned or changed
 * @param blocksHit shared blocks found in the cache
 * @param blocksRead shared blocks read
 * @param blocksWritten shared blocks written
 * @param tempBlocksRead blocks of 8 kB
 * @param tempBlocksWritten blocks of 8 kB
 * @param blockReadMillis 0 unless {@code track_io_timing} is on
 * @param blockWriteMillis 0 unless {@code track_io_timing} is on
 * @param walBytes WAL generated
 * @param statsSince from extension 1.11; null before
 * @param filters by what it sorted out rows, where pg_qualstats is installed
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
        @Nullable Instant statsSince,
        List<StatementFilter> filters) {
    public StatementCounters {
        filters = Immutable.list(filters);
    }
}
