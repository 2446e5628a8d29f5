package dev.tickbird.executor.action;

/**
 * A table as the catalog has it now.
 *
 * @param partitioned a partitioned parent: it has no rows of its own
 * @param owned whether the executor's login has the rights of its owner
 * @param maintain whether that login has MAINTAIN (17 and later)
 * @param vacuums manual VACUUMs since the counters were reset
 * @param analyzes manual ANALYZEs since then
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
        long analyzes) {}
