package dev.tickbird.analyzer.workload;

import dev.tickbird.schemas.common.Immutable;

/**
 * What one statement asked of one table, and how often.
 *
 * @param queryId as {@code pg_stat_statements} numbers it
 * @param calls how often it ran
 * @param millis its execution time, all of its tables together
 * @param rows what it returned or changed
 * @param blocks shared blocks that it read or found in the cache, all of its tables together
 */
public record TableUse(String queryId, Access access, double calls, double millis, double rows, double blocks) {
    public TableUse {
        Immutable.required(queryId, "queryId");
        Immutable.required(access, "access");
    }

    public double rowsPerCall() {
        return calls == 0 ? 0 : rows / calls;
    }

    public double blocksPerCall() {
        return calls == 0 ? 0 : blocks / calls;
    }

    boolean same(TableUse other) {
        return queryId.equals(other.queryId) && access.equals(other.access);
    }

    TableUse plus(TableUse other) {
        return new TableUse(
                queryId, access, calls + other.calls, millis + other.millis, rows + other.rows, blocks + other.blocks);
    }

    TableUse times(double factor) {
        return new TableUse(queryId, access, calls * factor, millis * factor, rows * factor, blocks * factor);
    }
}
