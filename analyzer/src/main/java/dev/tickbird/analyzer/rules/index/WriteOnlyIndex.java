package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import java.time.Duration;
import java.util.List;

/** A large index that is written all the time and hardly ever read. */
@AutoService(Rule.class)
public final class WriteOnlyIndex implements Rule.OfTable {
    private static final String MIN_BYTES = "min-bytes";
    private static final String USES_PERCENT = "uses-percent";
    private static final String AFTER = "after";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.write-only",
            "A large index that was used, but for few of the rows written to it in the whole time of observation. One that spans"
                    + " partitions is judged by all of them together.",
            "What index.unused reports or must not report, and small indexes.",
            Threshold.number(MIN_BYTES, 100 << 20, Unit.BYTES, "smaller ones are left alone"),
            Threshold.number(USES_PERCENT, 1, Unit.PERCENT, "scans as a share of the rows written, at most"),
            Threshold.duration(AFTER, Duration.ofDays(35), "observation before it is reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        return RemovableIndex.of(facts, thresholds.number(MIN_BYTES))
                .filter(found -> found.observedFor(thresholds.duration(AFTER)))
                .filter(found -> found.use().uses() > 0 && found.use().uses() <= most(found.use(), thresholds))
                .map(found -> verdict(found, thresholds))
                .toList();
    }

    private static double most(IndexUse use, Thresholds thresholds) {
        return use.writes() * thresholds.number(USES_PERCENT) / 100;
    }

    private static Verdict verdict(RemovableIndex found, Thresholds thresholds) {
        TableCase facts = found.facts();
        IndexUse use = found.use();
        Duration observed = found.observed();
        Problems problem = Problems.about(facts.subject(found.index()))
                .level(Severity.INFO)
                .title(found.index().name() + " is written, and hardly read")
                .explanation("In the time of observation " + use.writes() + " rows were written to it and it was used "
                        + use.uses() + (use.uses() == 1 ? " time." : " times.") + found.unseen())
                .evidence(Measure.of("index.scans", use.uses(), Unit.COUNT)
                        .against(most(use, thresholds))
                        .over(observed))
                .evidence(Measure.of("index.writes", use.writes(), Unit.ROWS).over(observed))
                .evidence(found.size().against(thresholds.number(MIN_BYTES)))
                .gain(found.disk())
                .gain(Measure.of("index-writes", use.writes(), Unit.ROWS).over(observed))
                .remedy(
                        "Find out what its few uses are: if they can be slow or run on a standby, drop it; if they want a small part"
                                + " of the rows, a partial index serves them for less.");
        return facts.standbys() ? problem.provisional().build() : problem.build();
    }
}
