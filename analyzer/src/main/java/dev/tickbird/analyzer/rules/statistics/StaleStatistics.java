package dev.tickbird.analyzer.rules.statistics;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.StorageOptions;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.List;

/** A table that changed well beyond the point at which its statistics should have been renewed. */
@AutoService(Rule.class)
public final class StaleStatistics implements Rule.OfTable {
    private static final String FACTOR = "threshold-factor";
    private static final String MIN_ROWS = "min-rows";
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "statistics.stale",
            "A table of which more rows changed since its last ANALYZE than twice what should have brought the next one.",
            "Small tables, tables that are being analyzed now, and those that were never analyzed (statistics.missing); where"
                    + " the counters came later than that, it answers UNKNOWN.",
            Threshold.number(FACTOR, 2, "times", "times the table's own analyze threshold"),
            Threshold.number(MIN_ROWS, 1000, Unit.ROWS, "smaller tables are left alone"),
            Threshold.duration(FOR, Duration.ofMinutes(30), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        TableDocument table = facts.table();
        TableCounters counters = table.counters();
        if (counters == null || table.extension() != null || !analyzed(table, counters)) {
            return List.of();
        }
        double due = due(facts.instance(), table) * thresholds.number(FACTOR);
        boolean running = facts.instance().running("analyze", facts.database(), table.oid());
        if (counters.modifiedSinceAnalyze() <= due || facts.rows() < thresholds.number(MIN_ROWS) || running) {
            return List.of();
        }
        if (facts.countersLag() || loadedBefore(table, counters)) {
            return List.of(new Verdict.Unknown(
                    facts.subject(),
                    "its counters came late: they count changes that its last ANALYZE may have seen",
                    "ANALYZE"));
        }
        return List.of(verdict(facts, counters, due, thresholds));
    }

    /**
     * Whether a session that loaded it and then ran ANALYZE reported its rows only afterwards: all that was ever counted came after
     * an ANALYZE that had found as many rows.
     */
    private static boolean loadedBefore(TableDocument table, TableCounters counters) {
        double found = table.storage().tuples();
        return found > 0
                && counters.modifiedSinceAnalyze() == counters.inserted() + counters.updated() + counters.deleted()
                && Math.abs(counters.inserted() - found) <= found / 10;
    }

    private static boolean analyzed(TableDocument table, TableCounters counters) {
        return counters.analyzedAt() != null
                || table.columns().stream().anyMatch(column -> !column.dropped() && column.statistics() != null);
    }

    /** Changed rows from which autovacuum analyzes it. */
    private static double due(InstanceView instance, TableDocument table) {
        return StorageOptions.effective(instance, table, "autovacuum_analyze_threshold", 50)
                + StorageOptions.effective(instance, table, "autovacuum_analyze_scale_factor", 0.1)
                        * Math.max(0, table.storage().tuples());
    }

    private static Verdict verdict(TableCase facts, TableCounters counters, double due, Thresholds thresholds) {
        double percent = 100.0 * counters.modifiedSinceAnalyze() / Math.max(1, facts.rows());
        return Problems.about(facts.subject())
                .level(Severity.WARNING, thresholds.duration(FOR))
                .title(facts.subject().label() + " has old statistics")
                .explanation(
                        "The planner works with the row counts and values of before, and picks plans for a table that no"
                                + " longer is." + why(facts))
                .evidence(Measure.of("table.changed-since-analyze", counters.modifiedSinceAnalyze(), Unit.ROWS)
                        .against(due))
                .evidence(Measure.of("table.changed-percent", percent, Unit.PERCENT))
                .remedy("ANALYZE the table.")
                .action(new Analyze(facts.table().schema(), facts.table().name()), facts.identity())
                .build();
    }

    private static String why(TableCase facts) {
        if (!facts.instance().on("autovacuum", true) || !facts.instance().on("track_counts", true)) {
            return " Autovacuum, which would analyze it, is off on this server.";
        }
        return StorageOptions.off(facts.table().storage().options(), "autovacuum_enabled")
                ? " Autovacuum, which would analyze it, is off for it."
                : "";
    }
}
