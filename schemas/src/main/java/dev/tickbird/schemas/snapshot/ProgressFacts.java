package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A row of a {@code pg_stat_progress_*} view.
 *
 * @param pid the process id of the backend
 * @param command {@code vacuum}, {@code analyze}, {@code create-index}, {@code cluster}
 * @param database the database it runs in; null when unknown
 * @param relationOid the table it works on
 * @param indexOid the index being built; null otherwise
 * @param phase PostgreSQL's own words
 * @param percent 0 to 100 of the phase's own measure; null when unknown
 */
public record ProgressFacts(
        int pid,
        String command,
        @Nullable String database,
        long relationOid,
        @Nullable Long indexOid,
        String phase,
        @Nullable Double percent) {}
