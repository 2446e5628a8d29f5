package dev.tickbird.analyzer.workload;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one statement asks of one table.
 *
 * @param schema null where the statement does not name it
 * @param table its name as the catalog has it
 * @param conditions all of them must hold; those that cannot be told are left out
 * @param order the order in which a few rows are wanted; empty without a LIMIT
 * @param aggregates whether rows are counted, summed or grouped: then the rows returned say nothing of the rows read
 */
public record Access(
        @Nullable String schema, String table, List<Condition> conditions, List<Sort> order, boolean aggregates) {
    public Access {
        conditions = Immutable.list(conditions);
        order = Immutable.list(order);
    }

    public List<String> columns(Condition.Kind kind) {
        return conditions.stream()
                .filter(condition -> condition.kind() == kind)
                .map(Condition::column)
                .distinct()
                .toList();
    }

    /** Whether it may speak of that table. */
    public boolean about(String ofSchema, String name) {
        return table.equals(name) && (schema == null || schema.equals(ofSchema));
    }
}
