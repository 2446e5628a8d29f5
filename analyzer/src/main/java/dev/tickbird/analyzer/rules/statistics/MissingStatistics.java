package dev.tickbird.analyzer.rules.statistics;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.List;
import java.util.Optional;

/** A table with rows of which the planner knows nothing. */
@AutoService(Rule.class)
public final class MissingStatistics implements Rule.OfTable {
    private static final String MIN_ROWS = "min-rows";

    private static final RuleInfo INFO = RuleInfo.of(
            "statistics.missing",
            "A table with rows and no statistics of any column; also a partitioned table, which autovacuum never analyzes.",
            "Empty and small tables.",
            Threshold.number(MIN_ROWS, 1000, Unit.ROWS, "smaller tables are left alone"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        boolean known =
                facts.table().columns().stream().anyMatch(column -> !column.dropped() && column.statistics() != null);
        double rows = rows(facts);
        if (known || rows < thresholds.number(MIN_ROWS) || facts.table().extension() != null) {
            return List.of();
        }
        Optional<Gap> gap = facts.gap(Gap.COLUMN_STATISTICS);
        if (gap.isPresent() && !neverCounted(facts)) {
            if (analyzed(facts)) {
                return List.of();
            }
            return List.of(new Verdict.Unknown(
                    facts.subject(), gap.get().reason(), gap.get().fix()));
        }
        return List.of(Problems.about(facts.subject())
                .level(Severity.WARNING)
                .title(facts.subject().label() + " has no statistics")
                .explanation("The planner guesses its row counts and value distributions, and picks poor plans."
                        + (facts.table().kind() == TableKind.PARTITIONED_TABLE
                                ? " Autovacuum analyzes partitions, never the partitioned table itself."
                                : ""))
                .evidence(Measure.of("table.rows", Math.round(rows), Unit.ROWS).against(thresholds.number(MIN_ROWS)))
                .remedy("ANALYZE the table.")
                .action(new Analyze(facts.table().schema(), facts.table().name()), facts.identity())
                .build());
    }

    /** From 14 the server says itself that neither VACUUM nor ANALYZE ever came, whatever we may read. */
    private static boolean neverCounted(TableCase facts) {
        return facts.table().storage().tuples() < 0;
    }

    private static boolean analyzed(TableCase facts) {
        TableCounters counters = facts.table().counters();
        boolean counted = facts.instance().atLeast(14) && facts.table().kind() == TableKind.PARTITIONED_TABLE;
        return counted || (counters != null && counters.analyzedAt() != null);
    }

    private static double rows(TableCase facts) {
        return facts.table().kind() == TableKind.PARTITIONED_TABLE
                ? facts.partitionRows().getAsDouble()
                : facts.rows();
    }
}
