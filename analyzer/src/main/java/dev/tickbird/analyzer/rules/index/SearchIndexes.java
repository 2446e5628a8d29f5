package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.workload.Condition;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.List;
import java.util.Set;

/** Indexes that look into values: GIN, GiST and what extensions add. */
final class SearchIndexes {
    private static final Set<String> METHODS = Set.of("gin", "gist", "rum", "bm25", "zombodb");

    private SearchIndexes() {}

    /** The statements that search that column so, costliest first. */
    static List<TableUse> searches(TableCase facts, String column, Set<Condition.Kind> kinds) {
        Workload workload = facts.workload();
        return workload == null
                ? List.of()
                : workload.uses().stream()
                        .filter(use -> use.access().conditions().stream()
                                .anyMatch(condition ->
                                        condition.column().equals(column) && kinds.contains(condition.kind())))
                        .toList();
    }

    /** Whether one has the column as a key, or in an expression of it. One whose text could not be read counts as one that has. */
    static boolean covers(TableCase facts, ColumnDocument column) {
        return facts.table().indexes().stream()
                .filter(index -> index.valid() && METHODS.contains(index.method()))
                .anyMatch(index -> covers(index, column));
    }

    private static boolean covers(IndexDocument index, ColumnDocument column) {
        return index.keys().stream()
                .anyMatch(key -> key.column() == column.number()
                        || (key.column() == 0
                                && (key.expression() == null || key.expression().contains(column.name()))));
    }
}
