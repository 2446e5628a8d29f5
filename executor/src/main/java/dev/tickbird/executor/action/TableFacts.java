package dev.tickbird.executor.action;

import java.util.Map;

/**
 * A table as the catalog has it now.
 *
 * @param partitioned a partitioned parent: it has no rows of its own
 * @param owned whether the executor's login has the rights of its owner
 * @param maintain whether that login has MAINTAIN (17 and later)
 * @param vacuums manual VACUUMs since the counters were reset
 * @param analyzes manual ANALYZEs since then
 * @param materializedView a materialized view
 * @param populated false for a materialized view that was never refreshed
 * @param row which version of its row in pg_class it is: DDL and a refresh write another
 * @param options storage options as they are written, those of its TOAST table with {@code toast.} before them
 */
public record TableFacts(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        boolean owned,
        boolean maintain,
        long bytes,
        long live,
        long dead,
        long modified,
        long vacuums,
        long analyzes,
        boolean materializedView,
        boolean populated,
        long row,
        Map<String, String> options) {
    public TableFacts {
        options = Map.copyOf(options);
    }
}
