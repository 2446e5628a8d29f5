package dev.tickbird.analyzer.workload;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.StatementFilter;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement was seen to demand of a table's columns, by their numbers: it may be told where its text cannot.
 *
 * @param relation the table's oid
 * @param use how often; its access says nothing
 */
public record Filtered(long relation, List<StatementFilter.Column> columns, TableUse use) {
    /** An access that says nothing. */
    public static final Access UNKNOWN = new Access(null, "", List.of(), List.of(), true);

    public Filtered {
        columns = Immutable.list(columns);
        Immutable.required(use, "use");
    }

    boolean same(Filtered other) {
        return relation == other.relation && columns.equals(other.columns) && use.same(other.use);
    }

    Filtered plus(Filtered other) {
        return new Filtered(relation, columns, use.plus(other.use));
    }

    Filtered times(double factor) {
        return new Filtered(relation, columns, use.times(factor));
    }

    /** The same in the names that the columns have now. Whether its rows were counted or grouped, nobody saw. */
    TableUse named(TableDocument table) {
        List<Condition> conditions = new ArrayList<>();
        for (StatementFilter.Column filtered : columns) {
            for (ColumnDocument column : table.columns()) {
                if (column.number() == filtered.number() && !column.dropped()) {
                    conditions.add(new Condition(column.name(), kind(filtered.comparison())));
                }
            }
        }
        Access access = new Access(table.schema(), table.name(), conditions, List.of(), true);
        return new TableUse(use.queryId(), access, use.calls(), use.millis(), use.rows(), use.blocks());
    }

    private static Condition.Kind kind(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Condition.Kind.EQUAL;
            case RANGE -> Condition.Kind.RANGE;
        };
    }
}
