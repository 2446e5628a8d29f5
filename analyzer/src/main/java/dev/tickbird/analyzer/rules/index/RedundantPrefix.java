package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.index.IndexPairs.Kind;
import dev.tickbird.analyzer.rules.index.IndexPairs.Pair;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.List;

/** An index whose keys lead another's: the longer one can answer for it. */
@AutoService(Rule.class)
public final class RedundantPrefix implements Rule.OfTable {
    private static final String WARNING_BYTES = "warning-bytes";
    private static final String HOT_SCANS = "hot-scans";
    private static final String MUCH_SMALLER = "much-smaller";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.redundant-prefix",
            "A non-unique B-tree index whose keys lead those of another, whose keys are another's all in reverse order, or"
                    + " whose payload another also carries.",
            "Unique indexes, other operator classes, collations or predicates, and a short index that is hot and much smaller"
                    + " than the long one.",
            Threshold.number(
                    WARNING_BYTES, 10 << 20, Unit.BYTES, "from this size it is a warning, below it information"),
            Threshold.number(HOT_SCANS, 1000, Unit.COUNT, "scans from which the shorter index counts as hot"),
            Threshold.number(MUCH_SMALLER, 4, "times", "how many times smaller a hot index must be to be left alone"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        if (facts.table().extension() != null) {
            return List.of();
        }
        return IndexPairs.of(facts.table()).stream()
                .filter(pair -> pair.kind() != Kind.EXACT && !worthKeeping(pair, thresholds))
                .map(pair -> verdict(facts, pair, thresholds))
                .toList();
    }

    private static boolean worthKeeping(Pair pair, Thresholds thresholds) {
        IndexDocument small = pair.dropped();
        return small.counters().scans() >= thresholds.number(HOT_SCANS)
                && small.sizeBytes() * thresholds.number(MUCH_SMALLER)
                        <= pair.kept().sizeBytes();
    }

    private static Verdict verdict(TableCase facts, Pair pair, Thresholds thresholds) {
        IndexDocument dropped = pair.dropped();
        IndexDocument kept = pair.kept();
        Severity severity = dropped.sizeBytes() >= thresholds.number(WARNING_BYTES) ? Severity.WARNING : Severity.INFO;
        Problems problem = Problems.about(facts.subject(dropped))
                .level(severity)
                .title(dropped.name() + " is covered by " + kept.name())
                .explanation(
                        relation(pair) + " The longer index is larger and may need a few more page reads per look-up.");
        return IndexDrop.offer(problem, facts, pair, DropReason.REDUNDANT, "answers the same searches")
                .build();
    }

    private static String relation(Pair pair) {
        String kept = pair.kept().name();
        return switch (pair.kind()) {
            case EXACT -> "It equals " + kept + ".";
            case INCLUDE_SUBSET -> "It has the keys of " + kept + " and carries no column that " + kept + " does not.";
            case REVERSED -> "It is " + kept + " in reverse order, which a backward scan of " + kept + " gives too.";
            case PREFIX -> "Its keys are the first keys of " + kept + ".";
        };
    }
}
