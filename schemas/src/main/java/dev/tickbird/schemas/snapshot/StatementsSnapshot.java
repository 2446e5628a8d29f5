package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_stat_statements}: the top statements by total time, of the whole server.
 *
 * @param header what every part of every snapshot says about itself
 * @param extensionVersion the installed extension's version, which decides the columns
 * @param statsReset null before 14 or when unknown
 * @param evictions {@code dealloc}: entries thrown out for lack of room; null before 14
 * @param statements cumulative counters; a DELTA holds those that changed
 * @param other the sum of all that are not listed
 */
public record StatementsSnapshot(
        SnapshotHeader header,
        String extensionVersion,
        @Nullable Instant statsReset,
        @Nullable Long evictions,
        List<StatementCounters> statements,
        @Nullable StatementCounters other) {
    public StatementsSnapshot {
        Immutable.required(header, "header");
        statements = Immutable.list(statements);
    }
}
