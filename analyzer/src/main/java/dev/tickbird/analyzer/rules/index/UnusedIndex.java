package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.IndexRebuild;
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
import java.util.List;

/** An index that nothing used for a whole season: it costs writes and room and gives nothing back. */
@AutoService(Rule.class)
public final class UnusedIndex implements Rule.OfTable {
    private static final String MIN_BYTES = "min-bytes";
    private static final String REPORT_AFTER = "report-after";
    private static final String DROP_AFTER = "drop-after";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.unused",
            "An index that nothing used in the whole time of observation, on any server of its cluster. One that spans partitions"
                    + " is reported once, where no partition used it, and observed as long as its youngest partition.",
            "Unique indexes and those behind constraints or foreign keys, replica identities, clustered ones, the partitions of"
                    + " an index by themselves, expression indexes (their statistics serve plans), and servers whose standbys were not seen.",
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
        return RemovableIndex.of(facts, thresholds.number(MIN_BYTES))
                .filter(found -> found.use().none(longEnough(found, thresholds)))
                .map(found -> verdict(found, thresholds))
                .toList();
    }

    private static boolean longEnough(RemovableIndex found, Thresholds thresholds) {
        return found.observedFor(thresholds.duration(REPORT_AFTER));
    }

    private static Verdict verdict(RemovableIndex found, Thresholds thresholds) {
        TableCase facts = found.facts();
        IndexDocument index = found.index();
        Problems problem = Problems.about(facts.subject(index))
                .level(Severity.INFO)
                .title(index.name() + " is not used" + (index.partitioned() ? " in any partition" : ""))
                .explanation(explanation(found))
                .evidence(Measure.of("index.scans", 0, Unit.COUNT).against(0).over(found.observed()))
                .evidence(found.size().against(thresholds.number(MIN_BYTES)))
                .gain(found.disk())
                .remedy("Drop " + index.name()
                        + " once a whole season was observed: some indexes serve only the end of a"
                        + " month, a quarter or a year." + (index.partitioned() ? IndexDrop.SPANS_PARTITIONS : ""));
        if (!longEnough(found, thresholds) || facts.standbys()) {
            return problem.provisional().build();
        }
        if (found.observedFor(thresholds.duration(DROP_AFTER))) {
            problem.action(
                    new DropIndex(
                            facts.table().schema(),
                            index.name(),
                            facts.table().name(),
                            DropReason.UNUSED,
                            null,
                            IndexRebuild.of(facts.table(), index),
                            index.partitioned() ? Boolean.TRUE : null),
                    facts.identity(index));
        }
        return problem.build();
    }

    private static String explanation(RemovableIndex found) {
        Instant reset = found.use().statsReset();
        return "The server counts scans since "
                + (reset == null ? "an unknown time (the counters may have been lost in a crash)" : reset)
                + "; we watch "
                + (found.index().partitioned() ? "the index in all partitions" : "the index")
                + " since " + found.use().since() + ", and saw no scan." + found.unseen();
    }
}
