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

/** Full-text search that reads the whole table. */
@AutoService(Rule.class)
public final class TextSearchIndex implements Rule.OfTable {
    private static final String MIN_ROWS = "min-rows";
    private static final Set<Condition.Kind> SEARCH = Set.of(Condition.Kind.TEXT_SEARCH);

    private static final RuleInfo INFO = RuleInfo.of(
            "index.fts-not-gin",
            "A tsvector column, or a column that statements search by to_tsvector(…) @@ …, with no GIN or GiST index over it.",
            "Small tables, and columns with an index over any expression of them: its configuration cannot be told from a"
                    + " normalized statement.",
            Threshold.number(MIN_ROWS, 10_000, Unit.ROWS, "smaller tables are left alone"));

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
            List<TableUse> searches = SearchIndexes.searches(facts, column.name(), SEARCH);
            boolean vector = column.type().equals("tsvector");
            if (!column.dropped() && (vector || !searches.isEmpty()) && !SearchIndexes.covers(facts, column)) {
                verdicts.add(verdict(facts, column, vector, searches, thresholds));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(
            TableCase facts, ColumnDocument column, boolean vector, List<TableUse> searches, Thresholds thresholds) {
        double calls = searches.stream().mapToDouble(TableUse::calls).sum();
        String table =
                Identifier.qualified(facts.table().schema(), facts.table().name());
        String name = new Identifier(column.name()).sql();
        Problems problem = Problems.about(new Subject.Column(
                        facts.database(),
                        facts.table().schema(),
                        column.name(),
                        facts.table().name()))
                .level(searches.isEmpty() ? Severity.INFO : Severity.WARNING)
                .title("full-text search of " + facts.subject().label() + "." + column.name() + " has no index")
                .explanation(
                        searches.isEmpty()
                                ? "It is a tsvector, and a search in it reads every row."
                                : "Statements that search it ran " + Math.round(calls)
                                        + " times, and each reads every row (query id "
                                        + searches.getFirst().queryId() + ").")
                .evidence(Measure.of("table.rows", Math.round(facts.rows()), Unit.ROWS)
                        .against(thresholds.number(MIN_ROWS)))
                .evidence(Measure.of("statement.calls", Math.round(calls), Unit.COUNT))
                .gain(Measure.of(
                        "statement-time",
                        searches.stream().mapToDouble(TableUse::millis).sum(),
                        Unit.MILLISECONDS))
                .remedy(
                        vector
                                ? "CREATE INDEX CONCURRENTLY ON " + table + " USING gin (" + name
                                        + "); writes of the column become dearer."
                                : "CREATE INDEX CONCURRENTLY ON " + table + " USING gin (to_tsvector('…', " + name
                                        + ")) with the very configuration that the statements name, or keep the vector in a generated column.");
        if (vector && !searches.isEmpty()) {
            NewIndex.on(facts, "gin", List.of(IndexColumn.ascending(column.name())))
                    .ifPresent(action -> problem.action(action, facts.identity()));
        }
        return problem.build();
    }
}
