package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import java.util.List;

/**
 * Conditions joined by AND by which a statement sorted out rows that it had read, as {@code pg_qualstats} saw them.
 *
 * @param relationOid the table's {@code pg_class.oid}, or a partition's
 * @param columns those that are compared by operators of PostgreSQL's own B-trees with a value
 * @param examined rows that were held against it, in the executions that were sampled
 * @param filtered those of them that were left out
 */
public record StatementFilter(long relationOid, List<Column> columns, long examined, long filtered) {
    public StatementFilter {
        columns = Immutable.list(columns);
    }

    /**
     * One compared column.
     *
     * @param number its {@code attnum}
     * @param comparison how it is compared
     */
    public record Column(int number, Comparison comparison) {
        public Column {
            Immutable.required(comparison, "columns.comparison");
        }
    }
}
