package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.workload.Condition;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a statement does with a table, in the words of a question to the planner. */
final class PlanAccesses {
    private static final int MOST_CONDITIONS = 8;
    private static final int MOST_SORTED = 4;

    private PlanAccesses() {}

    /** Empty where nothing of it is comparable by a B-tree of PostgreSQL's own types. */
    static Optional<PlanAccess> of(TableUse use, Columns columns) {
        List<PlanAccess.Condition> conditions = use.access().conditions().stream()
                .filter(condition -> columns.indexable(condition.column()))
                .flatMap(condition -> Optional.ofNullable(comparison(condition))
                        .map(comparison -> new PlanAccess.Condition(condition.column(), comparison))
                        .stream())
                .distinct()
                .limit(MOST_CONDITIONS)
                .toList();
        List<IndexColumn> order = use.access().order().stream()
                .map(sort -> new IndexColumn(sort.column(), sort.descending(), sort.nullsFirst()))
                .toList();
        boolean sorted = !order.isEmpty()
                && order.size() <= MOST_SORTED
                && order.stream().allMatch(column -> columns.indexable(column.column()));
        if (conditions.isEmpty() && !sorted) {
            return Optional.empty();
        }
        return Optional.of(
                new PlanAccess(conditions, sorted ? order : List.of(), sorted ? few(use.rowsPerCall()) : null));
    }

    /** By powers of ten: a figure that moves a little is no other question. */
    private static long few(double rows) {
        return Math.round(Math.pow(10, Math.ceil(Math.log10(Math.max(1, rows)))));
    }

    private static @Nullable Comparison comparison(Condition condition) {
        return switch (condition.kind()) {
            case EQUAL, JOIN -> Comparison.EQUAL;
            case RANGE -> Comparison.RANGE;
            case TEXT_SEARCH, CONTAINMENT, KEY_EXISTS -> null;
        };
    }
}
