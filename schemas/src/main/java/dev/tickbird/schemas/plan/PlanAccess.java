package dev.tickbird.schemas.plan;

import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How statements reach into a table.
 *
 * @param conditions all of them must hold
 * @param order the order in which a few rows are wanted; empty where none is
 * @param limit how many rows are wanted of that order; null without an order
 */
public record PlanAccess(
        List<Condition> conditions,
        List<IndexColumn> order,
        @Nullable Long limit) {
    /** The most conditions and columns of an order that one access may hold. */
    private static final int MOST = 16;

    public PlanAccess {
        conditions = Immutable.list(conditions);
        order = Immutable.list(order);
        int entries = conditions.size() + order.size();
        if (entries < 1 || entries > MOST) {
            throw new IllegalArgumentException(
                    "fields 'conditions' and 'order' have " + entries + " entries: expected 1 to " + MOST);
        }
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("field 'limit' is " + limit + ": expected 1 or more");
        }
    }

    /**
     * What is demanded of one column.
     *
     * @param column its name
     * @param comparison how it is compared
     */
    public record Condition(String column, Comparison comparison) {
        public Condition {
            Immutable.required(column, "conditions.column");
            Immutable.required(comparison, "conditions.comparison");
        }
    }

    /** The kinds of comparison that a B-tree serves. */
    public enum Comparison {
        /** With one value that is known when the statement runs. */
        EQUAL,
        /** Between two values that lie close together. */
        RANGE
    }
}
