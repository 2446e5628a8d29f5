package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;

/**
 * What a statement cost before an action and since.
 *
 * @param queryId as {@code pg_stat_statements} numbers it
 * @param databaseOid where it runs
 * @param callsBefore in the days before
 * @param millisBefore their execution time
 * @param calls since
 * @param millis their execution time
 */
public record StatementEffect(
        String queryId, long databaseOid, double callsBefore, double millisBefore, double calls, double millis) {
    public StatementEffect {
        Immutable.required(queryId, "queryId");
    }

    public StatementEffect plus(double moreCalls, double moreMillis) {
        return new StatementEffect(
                queryId, databaseOid, callsBefore, millisBefore, calls + moreCalls, millis + moreMillis);
    }

    public double meanBefore() {
        return callsBefore == 0 ? 0 : millisBefore / callsBefore;
    }

    public double mean() {
        return calls == 0 ? 0 : millis / calls;
    }

    /** Milliseconds since that would not have been spent at the cost of before. */
    public double extraMillis() {
        return millis - calls * meanBefore();
    }
}
