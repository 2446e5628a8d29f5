package dev.tickbird.analyzer.rules.matview;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.MatviewAge;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import java.time.Duration;
import java.util.List;

/** A materialized view that shows what its tables held long ago. */
@AutoService(Rule.class)
public final class StaleMatview implements Rule.OfTable {
    private static final String AGE = "age";
    private static final String MIN_CHANGED = "min-changed-rows";

    private static final RuleInfo INFO = RuleInfo.of(
            "matview.stale",
            "A materialized view whose tables changed and that was not refreshed for long, as far as we watched.",
            "Views whose tables did not change, and those of extensions. A concurrent refresh that found nothing to change"
                    + " leaves no trace and is not seen.",
            Threshold.duration(AGE, Duration.ofHours(24), "since the last refresh"),
            Threshold.number(MIN_CHANGED, 1, Unit.ROWS, "rows changed since in what it reads"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        MatviewAge matview = facts.matview();
        if (matview == null || facts.table().extension() != null) {
            return List.of();
        }
        Duration age = Duration.between(matview.refreshed(), facts.at());
        return age.compareTo(thresholds.duration(AGE)) < 0 || matview.changedRows() < thresholds.number(MIN_CHANGED)
                ? List.of()
                : List.of(verdict(facts, matview, age, thresholds));
    }

    private static Verdict verdict(TableCase facts, MatviewAge matview, Duration age, Thresholds thresholds) {
        boolean concurrently = ScheduledTable.refreshesConcurrently(facts.table());
        return Problems.about(facts.subject())
                .level(Severity.INFO)
                .title(facts.subject().label() + " was not refreshed for " + Figures.span(age))
                .explanation("What it reads has changed since, so it shows old rows."
                        + (matview.seen() ? "" : " No refresh was seen since we began to watch.")
                        + (concurrently
                                ? ""
                                : " It has no unique index over plain columns and all rows, so a refresh keeps its readers"
                                        + " waiting."))
                .evidence(Measure.of("matview.age", age.toSeconds(), Unit.SECONDS)
                        .against(thresholds.duration(AGE).toSeconds()))
                .evidence(Measure.of("matview.changed-rows", matview.changedRows(), Unit.ROWS))
                .remedy("Refresh it now, and by a schedule from now on"
                        + (concurrently ? "." : "; with a unique index readers need not wait."))
                .action(
                        new RefreshMaterializedView(
                                facts.table().schema(), facts.table().name(), concurrently),
                        facts.identity())
                .build();
    }
}
