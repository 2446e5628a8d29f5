package dev.tickbird.analyzer.rules.statement;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.rule.StatementsCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.StatementCounters;
import java.util.Comparator;
import java.util.List;

/** A statement that is slow on average and runs often enough to matter. */
@AutoService(Rule.class)
public final class SlowStatement implements Rule.OfStatements {
    private static final String MIN_MEAN = "min-mean-ms";
    private static final String MIN_CALLS = "min-calls";
    private static final String WARNING_PERCENT = "warning-percent";
    private static final int MOST = 100;

    private static final RuleInfo INFO = RuleInfo.of(
            "statement.slow",
            "A statement whose mean time in the last window is high, ranked by its share of all statements' time.",
            "Utility statements, dumps, our own, and those of databases that are gone.",
            Threshold.number(MIN_MEAN, 100, Unit.MILLISECONDS, "mean execution time"),
            Threshold.number(MIN_CALLS, 50, Unit.COUNT, "calls in the window"),
            Threshold.number(
                    WARNING_PERCENT, 5, Unit.PERCENT, "share of all statements' time from which it is a warning"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(StatementsCase facts, Thresholds thresholds) {
        return facts.statements().stream()
                .filter(delta ->
                        !delta.statement().utility() && delta.statement().database() != null)
                .filter(delta -> delta.calls() >= thresholds.number(MIN_CALLS))
                .filter(delta -> delta.meanMillis() > thresholds.number(MIN_MEAN))
                .sorted(Comparator.comparingDouble(StatementDelta::millis).reversed())
                .limit(MOST)
                .map(delta -> verdict(facts, delta, thresholds))
                .toList();
    }

    private static Verdict verdict(StatementsCase facts, StatementDelta delta, Thresholds thresholds) {
        StatementCounters statement = delta.statement();
        double percent = facts.totalMillis() <= 0 ? 0 : Math.min(100, 100 * delta.millis() / facts.totalMillis());
        return Problems.about(new Subject.Statement(
                        statement.database(),
                        statement.queryId(),
                        statement.queryId(),
                        statement.user(),
                        statement.text()))
                .level(percent >= thresholds.number(WARNING_PERCENT) ? Severity.WARNING : Severity.INFO)
                .title("a statement takes " + Math.round(delta.meanMillis()) + " ms on average")
                .explanation("It ran " + delta.calls() + " times in the last "
                        + Figures.span(facts.window()) + " and took " + Math.round(percent)
                        + " % of all statements' time.")
                .evidence(Measure.of("statement.mean", delta.meanMillis(), Unit.MILLISECONDS)
                        .against(thresholds.number(MIN_MEAN))
                        .over(facts.window()))
                .evidence(
                        Measure.of("statement.calls", delta.calls(), Unit.COUNT).over(facts.window()))
                .evidence(Measure.of("statement.share", percent, Unit.PERCENT)
                        .against(thresholds.number(WARNING_PERCENT))
                        .over(facts.window()))
                .evidence(Measure.of("statement.blocks-read", delta.blocksRead(), Unit.PAGES)
                        .over(facts.window()))
                .evidence(Measure.of("statement.temp-blocks", delta.tempBlocks(), Unit.PAGES)
                        .over(facts.window()))
                .remedy(
                        "Look at its plan (EXPLAIN ANALYZE with typical values): a missing index, stale statistics or too many"
                                + " rows read for what it returns.")
                .build();
    }
}
