package dev.tickbird.schemas.snapshot;

/**
 * A table's TOAST relation: {@code pg_class} and its counters.
 *
 * @param oid {@code pg_class.oid}
 * @param pages {@code relpages}
 * @param tuples {@code reltuples}; -1 for never counted
 * @param frozenXid {@code relfrozenxid}, 32 bits, unsigned
 * @param minMultiXact {@code relminmxid}, 32 bits, unsigned
 * @param live {@code n_live_tup}, an estimate
 * @param dead {@code n_dead_tup}, an estimate
 */
public record ToastDocument(
        long oid, long pages, double tuples, long frozenXid, long minMultiXact, long live, long dead) {}
