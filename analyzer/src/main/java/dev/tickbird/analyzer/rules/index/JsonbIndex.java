package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.workload.Condition;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Searches in jsonb documents that read the whole table. */
@AutoService(Rule.class)
public final class JsonbIndex implements Rule.OfTable {
    private static final String MIN_ROWS = "min-rows";
    private static final String MIN_CALLS = "min-calls";
    private static final Set<Condition.Kind> SEARCH =
            Set.of(Condition.Kind.CONTAINMENT, Condition.Kind.KEY_EXISTS, Condition.Kind.TEXT_SEARCH);

    private static final RuleInfo INFO = RuleInfo.of(
            "index.jsonb-not-gin",
            "A jsonb column that statements search by @>, ?, @? or @@, with no GIN index over it.",
            "Small tables, few searches, and columns with a GIN index over them or an expression of them.",
            Threshold.number(MIN_ROWS, 10_000, Unit.ROWS, "smaller tables are left alone"),
            Threshold.number(MIN_CALLS, 100, Unit.COUNT, "searches from which it is reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        if (facts.rows() < thresholds.number(MIN_ROWS) || facts.table().extension() != null) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (ColumnDocument column : facts.table().columns()) {
            if (column.type().equals("jsonb") && !SearchIndexes.covers(facts, column)) {
                List<TableUse> searches = SearchIndexes.searches(facts, column.name(), SEARCH);
                double calls = searches.stream().mapToDouble(TableUse::calls).sum();
                if (calls >= thresholds.number(MIN_CALLS)) {
                    verdicts.add(verdict(facts, column, searches, calls, thresholds));
                }
            }
        }
        return verdicts;
    }

    private static Verdict verdict(
            TableCase facts, ColumnDocument column, List<TableUse> searches, double calls, Thresholds thresholds) {
        boolean keys = searches.stream()
                .flatMap(use -> use.access().conditions().stream())
                .anyMatch(condition -> condition.kind() == Condition.Kind.KEY_EXISTS);
        Problems problem = Problems.about(new Subject.Column(
                        facts.database(),
                        facts.table().schema(),
                        column.name(),
                        facts.table().name()))
                .level(Severity.WARNING)
                .title("searches in " + facts.subject().label() + "." + column.name() + " have no index")
                .explanation("Statements that look into its documents ran " + Math.round(calls)
                        + " times, and each reads every row (query id "
                        + searches.getFirst().queryId() + ").")
                .evidence(Measure.of("statement.calls", Math.round(calls), Unit.COUNT)
                        .against(thresholds.number(MIN_CALLS)))
                .evidence(Measure.of("table.rows", Math.round(facts.rows()), Unit.ROWS)
                        .against(thresholds.number(MIN_ROWS)))
                .gain(Measure.of(
                        "statement-time",
                        searches.stream().mapToDouble(TableUse::millis).sum(),
                        Unit.MILLISECONDS))
                .remedy("CREATE INDEX CONCURRENTLY ON "
                        + Identifier.qualified(
                                facts.table().schema(), facts.table().name())
                        + " USING gin (" + new Identifier(column.name()).sql() + ")"
                        + (keys
                                ? "; the default operator class serves ? too."
                                : "; with jsonb_path_ops it is smaller and serves @>, @? and @@, but not ?.")
                        + " Writes of the column become dearer.");
        NewIndex.on(facts, "gin", List.of(IndexColumn.ascending(column.name())))
                .ifPresent(action -> problem.action(action, facts.identity()));
        return problem.build();
    }
}
