package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_database}.
 *
 * @param oid {@code pg_database.oid}
 * @param name its name
 * @param sizeBytes null when it may not be read
 * @param frozenXid {@code datfrozenxid}, 32 bits, unsigned
 * @param minMultiXact {@code datminmxid}, 32 bits, unsigned
 * @param template {@code datistemplate}
 * @param allowsConnections {@code datallowconn}
 * @param connectionLimit -1 for none
 * @param connections client connections at that moment
 * @param collationVersionDiffers true when the recorded collation version is not the operating system's; null before 15
 * @param counters its row of {@code pg_stat_database}
 */
public record DatabaseFacts(
        long oid,
        String name,
        @Nullable Long sizeBytes,
        long frozenXid,
        long minMultiXact,
        boolean template,
        boolean allowsConnections,
        int connectionLimit,
        int connections,
        @Nullable Boolean collationVersionDiffers,
        DatabaseCounters counters) {}
