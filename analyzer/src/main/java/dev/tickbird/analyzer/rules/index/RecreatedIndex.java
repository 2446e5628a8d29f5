package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An index that was dropped by an approved action and is there again. */
@AutoService(Rule.class)
public final class RecreatedIndex implements Rule.OfTable {
    private static final RuleInfo INFO = RuleInfo.of(
            "index.recreated",
            "An index that an action dropped in the last 35 days and that somebody created again, under any name.",
            "Indexes that the undo of that action created.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        return facts.table().indexes().stream()
                .filter(index -> index.valid() && droppedAs(facts, index) != null)
                .map(index -> verdict(facts, index, String.valueOf(droppedAs(facts, index))))
                .toList();
    }

    private static @Nullable String droppedAs(TableCase facts, IndexDocument index) {
        IndexUse use = facts.use().get(index.oid());
        return use == null ? null : use.droppedAs();
    }

    private static Verdict verdict(TableCase facts, IndexDocument index, String droppedAs) {
        return Problems.about(facts.subject(index))
                .level(Severity.INFO)
                .title(index.name() + " was dropped by an action and is back")
                .explanation("An approved action dropped it"
                        + (droppedAs.equals(index.name()) ? "" : " under the name " + droppedAs)
                        + ", and somebody created one of the same definition: most often an application's migration, which will"
                        + " do so again.")
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES))
                .remedy(
                        "Take it out of the application's schema definition or migrations; if it is wanted after all, waive the"
                                + " finding that proposed its drop.")
                .build();
    }
}
