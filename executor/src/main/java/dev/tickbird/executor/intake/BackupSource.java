package dev.tickbird.executor.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the age of an instance's last backup is known, from the local file alone.
 *
 * @param query one SELECT that the {@code monitor} login may run: one row, one column, when the last good backup ended, as {@code
 *     timestamptz}; null asks {@code pg_stat_archiver} when WAL was archived last
 * @param maxAge what of high risk waits for a younger one; 26 h where the file is silent
 */
public record BackupSource(@Nullable String query, @Nullable Duration maxAge) {
    private static final Duration A_DAY_AND_TWO_HOURS = Duration.ofHours(26);
    private static final String ARCHIVER =
            "SELECT CASE WHEN last_failed_time > last_archived_time THEN NULL ELSE last_archived_time END"
                    + " FROM pg_catalog.pg_stat_archiver";

    public Duration limit() {
        return maxAge == null ? A_DAY_AND_TWO_HOURS : maxAge;
    }

    public String sql() {
        return query == null ? ARCHIVER : query;
    }
}
