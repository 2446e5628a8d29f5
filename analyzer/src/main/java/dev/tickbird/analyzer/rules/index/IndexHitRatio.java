package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.IndexDelta;
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
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An index that is read from disk rather than from shared buffers. */
@AutoService(Rule.class)
public final class IndexHitRatio implements Rule.OfTable {
    private static final String CRITICAL_OBJECT = "critical-object";
    private static final String INFO_PERCENT = "info-percent";
    private static final String WARNING_PERCENT = "warning-percent";
    private static final String CRITICAL_PERCENT = "critical-percent";
    private static final String EMERGENCY_PERCENT = "emergency-percent";
    private static final String MIN_BLOCKS = "min-blocks";
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.hit-ratio",
            "An index whose blocks are found in shared buffers too seldom, between two readings; and how many of the entries it"
                    + " read led to a row.",
            "Indexes that are hardly read; anything worse than information where the table is not marked as critical.",
            Threshold.number(
                    CRITICAL_OBJECT,
                    0,
                    Unit.COUNT,
                    "1, set for a table's pattern, marks its indexes as critical: then the whole ladder holds"),
            Threshold.number(INFO_PERCENT, 90, Unit.PERCENT, "hit ratio below which it is information"),
            Threshold.number(WARNING_PERCENT, 85, Unit.PERCENT, "below which it is a warning"),
            Threshold.number(CRITICAL_PERCENT, 80, Unit.PERCENT, "below which it is critical"),
            Threshold.number(EMERGENCY_PERCENT, 70, Unit.PERCENT, "below which it is an emergency"),
            Threshold.number(MIN_BLOCKS, 10_000, Unit.PAGES, "blocks read between two readings, at least"),
            Threshold.duration(FOR, Duration.ofMinutes(30), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (IndexDocument index : facts.table().indexes()) {
            IndexUse use = facts.use().get(index.oid());
            IndexDelta delta = use == null ? null : use.delta();
            if (delta != null && blocks(delta) >= thresholds.number(MIN_BLOCKS)) {
                double percent = 100.0 * delta.blocksHit() / blocks(delta);
                if (percent < thresholds.number(INFO_PERCENT)) {
                    verdicts.add(verdict(facts, index, delta, percent, thresholds));
                }
            }
        }
        return verdicts;
    }

    private static double blocks(IndexDelta delta) {
        return (double) delta.blocksHit() + delta.blocksRead();
    }

    private static Verdict verdict(
            TableCase facts, IndexDocument index, IndexDelta delta, double percent, Thresholds thresholds) {
        Duration held = thresholds.duration(FOR);
        Problems problem = Problems.about(facts.subject(index))
                .level(Severity.INFO, held)
                .title(index.name() + " is read from disk: " + Math.round(percent)
                        + " % of its blocks are in shared buffers")
                .explanation(
                        "Each block that is not in shared buffers is fetched from the operating system or the disk."
                                + (delta.tuplesRead() > 0
                                        ? " Of the entries it read, "
                                                + Math.round(100.0 * delta.tuplesFetched() / delta.tuplesRead())
                                                + " % led to a row by a plain index scan; the rest were for bitmap or index-only scans, or"
                                                + " for rows that were dead or filtered out."
                                        : ""))
                .evidence(Measure.of("index.hit-ratio", percent, Unit.PERCENT)
                        .against(thresholds.number(INFO_PERCENT))
                        .over(delta.window()))
                .evidence(Measure.of("index.blocks-read", delta.blocksRead(), Unit.PAGES)
                        .over(delta.window()))
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES))
                .remedy(
                        "Look first whether it is bloated or could be smaller (fewer columns, a partial index); else whether"
                                + " shared_buffers fits what is read all the time.");
        if (thresholds.number(CRITICAL_OBJECT) > 0) {
            ladder(problem, percent, thresholds, held);
        }
        return problem.build();
    }

    private static void ladder(Problems problem, double percent, Thresholds thresholds, Duration held) {
        if (percent < thresholds.number(WARNING_PERCENT)) {
            problem.level(Severity.WARNING, held);
        }
        if (percent < thresholds.number(CRITICAL_PERCENT)) {
            problem.level(Severity.CRITICAL, held);
        }
        if (percent < thresholds.number(EMERGENCY_PERCENT)) {
            problem.level(Severity.EMERGENCY, held);
        }
    }
}
