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
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose indexes take more room than its rows. */
@AutoService(Rule.class)
public final class IndexDataRatio implements Rule.OfTable {
    private static final int PAGE = 8192;
    private static final String RATIO = "ratio";
    private static final String MIN_BYTES = "min-bytes";
    private static final int NAMED = 3;

    private static final RuleInfo INFO = RuleInfo.of(
            "index.data-ratio",
            "A table whose indexes together are as large as its rows, TOAST included, or larger; it lists the largest that are"
                    + " seldom used.",
            "Small tables, and partitioned tables, whose partitions are looked at one by one.",
            Threshold.number(RATIO, 1.0, "ratio", "bytes of all indexes for one byte of the table"),
            Threshold.number(MIN_BYTES, 1 << 30, Unit.BYTES, "bytes of all indexes, at least"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        if (facts.table().kind() == TableKind.PARTITIONED_TABLE || facts.table().extension() != null) {
            return List.of();
        }
        ToastDocument toast = facts.table().toast();
        double data = (double) facts.bytes() + (toast == null ? 0 : Math.max(0, toast.pages()) * PAGE);
        long indexes = facts.table().indexes().stream()
                .mapToLong(IndexDocument::sizeBytes)
                .sum();
        double ratio = (double) indexes / Math.max(PAGE, data);
        return indexes < thresholds.number(MIN_BYTES) || ratio < thresholds.number(RATIO)
                ? List.of()
                : List.of(verdict(facts, Math.round(data), indexes, ratio, thresholds));
    }

    private static Verdict verdict(TableCase facts, long data, long indexes, double ratio, Thresholds thresholds) {
        List<IndexDocument> least = facts.table().indexes().stream()
                .filter(index -> Removable.is(facts, index))
                .sorted(Comparator.comparingLong((IndexDocument index) -> uses(facts, index))
                        .thenComparing(Comparator.comparingLong(IndexDocument::sizeBytes)
                                .reversed()))
                .limit(NAMED)
                .toList();
        String named = least.stream()
                .map(index -> index.name() + " (" + Figures.bytes((double) index.sizeBytes()) + ", used "
                        + uses(facts, index) + " times)")
                .collect(Collectors.joining(", "));
        return Problems.about(facts.subject())
                .level(Severity.INFO)
                .title("the indexes of " + facts.subject().label() + " are larger than the table")
                .explanation(
                        "Its " + facts.table().indexes().size() + " indexes take " + Figures.bytes((double) indexes)
                                + ", its rows " + Figures.bytes((double) data)
                                + ". Every insert writes to all of them, and they share the memory with the rows.")
                .evidence(Measure.of("index.data-ratio", ratio, "ratio").against(thresholds.number(RATIO)))
                .evidence(Measure.of("indexes.size", indexes, Unit.BYTES).against(thresholds.number(MIN_BYTES)))
                .evidence(Measure.of("table.size", data, Unit.BYTES))
                .remedy(
                        named.isEmpty()
                                ? "All of them back constraints: look whether some can be narrower, or are bloated."
                                : "Look first at those that are used least: " + named + ".")
                .build();
    }

    /** As the server counts: the ledger may have begun yesterday. */
    private static long uses(TableCase facts, IndexDocument index) {
        IndexUse use = facts.use().get(index.oid());
        return Math.max(use == null ? 0 : use.uses(), index.counters().scans());
    }
}
