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
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An index that nothing used for a whole season: it costs writes and room and gives nothing back. */
@AutoService(Rule.class)
public final class UnusedIndex implements Rule.OfTable {
    private static final String MIN_BYTES = "min-bytes";
    private static final String REPORT_AFTER = "report-after";
    private static final String DROP_AFTER = "drop-after";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.unused",
            "An index that nothing used in the whole time of observation, on any server of its cluster.",
            "Unique indexes and those behind constraints or foreign keys, replica identities, clustered ones, partitions of a"
                    + " used tree, expression indexes (their statistics serve plans), and servers whose standbys were not seen.",
            Threshold.number(MIN_BYTES, 1 << 20, Unit.BYTES, "smaller ones are left alone"),
            Threshold.duration(
                    REPORT_AFTER, Duration.ofDays(35), "observation before it is reported; 35 days hold a month's end"),
            Threshold.duration(
                    DROP_AFTER,
                    Duration.ofDays(100),
                    "observation before a drop is proposed; 100 days hold a quarter's end"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (IndexDocument index : facts.table().indexes()) {
            IndexUse use = facts.use().get(index.oid());
            if (use != null
                    && use.none(longEnough(facts, use, thresholds))
                    && index.sizeBytes() >= thresholds.number(MIN_BYTES)
                    && Removable.is(facts, index)) {
                verdicts.add(verdict(facts, index, use, thresholds));
            }
        }
        return verdicts;
    }

    private static boolean longEnough(TableCase facts, IndexUse use, Thresholds thresholds) {
        return use.observed(facts.at()).compareTo(thresholds.duration(REPORT_AFTER)) >= 0;
    }

    private static Verdict verdict(TableCase facts, IndexDocument index, IndexUse use, Thresholds thresholds) {
        Duration observed = use.observed(facts.at());
        Problems problem = Problems.about(facts.subject(index))
                .level(Severity.INFO)
                .title(index.name() + " is not used")
                .explanation(explanation(facts, use))
                .evidence(Measure.of("index.scans", 0, Unit.COUNT).against(0).over(observed))
                .evidence(
                        Measure.of("index.size", index.sizeBytes(), Unit.BYTES).against(thresholds.number(MIN_BYTES)))
                .gain(Measure.of("disk", index.sizeBytes(), Unit.BYTES))
                .remedy("Drop " + index.name()
                        + " once a whole season was observed: some indexes serve only the end of a"
                        + " month, a quarter or a year.");
        if (!longEnough(facts, use, thresholds) || facts.standbys()) {
            return problem.provisional().build();
        }
        if (observed.compareTo(thresholds.duration(DROP_AFTER)) >= 0) {
            problem.action(
                    new DropIndex(
                            facts.table().schema(), index.name(), facts.table().name(), DropReason.UNUSED, null),
                    facts.identity(index));
        }
        return problem.build();
    }

    private static String explanation(TableCase facts, IndexUse use) {
        Instant reset = use.statsReset();
        return "The server counts scans since "
                + (reset == null ? "an unknown time (the counters may have been lost in a crash)" : reset)
                + "; we watch the index since " + use.since() + ", and saw no scan."
                + (facts.standbys()
                        ? " It has standbys whose reads are not known here: watch them as instances of the same cluster."
                        : "");
    }
}
