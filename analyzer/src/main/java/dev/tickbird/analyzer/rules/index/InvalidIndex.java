package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a failed or cancelled CONCURRENTLY left behind. */
@AutoService(Rule.class)
public final class InvalidIndex implements Rule.OfTable {
    private static final Pattern REINDEX_DEBRIS = Pattern.compile(".*_cc(new|old)[0-9]*");

    private static final RuleInfo INFO = RuleInfo.of(
            "index.invalid",
            "An index that no query may use because its build failed, while writes may still maintain it.",
            "A build in progress, and the index of a partitioned table that waits for its partitions.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        boolean building = facts.instance()
                .running("create-index", facts.database(), facts.table().oid());
        return facts.table().indexes().stream()
                .filter(index ->
                        !index.valid() && index.live() && !index.partitioned() && !index.building() && !building)
                .map(index -> verdict(facts, index))
                .toList();
    }

    private static Verdict verdict(TableCase facts, IndexDocument index) {
        Problems problem = Problems.about(facts.subject(index))
                .level(Severity.WARNING)
                .title(index.name() + " is invalid")
                .explanation("A CREATE or REINDEX CONCURRENTLY did not finish. No query uses the index"
                        + (index.ready() ? ", but every write maintains it" : "")
                        + (index.ready() && index.unique() ? " and its uniqueness is enforced" : "") + ".")
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES));
        Optional<IndexDocument> twin = validTwin(facts, index);
        boolean debris = REINDEX_DEBRIS.matcher(index.name()).matches();
        if (index.constraint() || index.primary()) {
            return problem.remedy("Rebuild it: a constraint rests on it.")
                    .action(
                            new ReindexIndex(
                                    facts.table().schema(),
                                    index.name(),
                                    facts.table().name()),
                            facts.identity(index))
                    .build();
        }
        if (twin.isPresent() || debris) {
            return problem.remedy("Drop it"
                            + twin.map(other -> "; " + other.name() + " is valid and has the same definition")
                                    .orElse("")
                            + ".")
                    .gain(Measure.of("disk", index.sizeBytes(), Unit.BYTES))
                    .action(drop(facts, index, twin), facts.identity(index))
                    .build();
        }
        if (index.unique()) {
            return problem.remedy("Rebuild it after removing duplicate rows: it was meant to enforce uniqueness.")
                    .action(
                            new ReindexIndex(
                                    facts.table().schema(),
                                    index.name(),
                                    facts.table().name()),
                            facts.identity(index))
                    .build();
        }
        return problem.remedy(
                        "Rebuild it if queries should use it (REINDEX INDEX CONCURRENTLY), else drop it (DROP INDEX CONCURRENTLY).")
                .build();
    }

    private static Action drop(TableCase facts, IndexDocument index, Optional<IndexDocument> twin) {
        return new DropIndex(
                facts.table().schema(),
                index.name(),
                facts.table().name(),
                DropReason.INVALID,
                twin.map(IndexDocument::name).orElse(null),
                null,
                null);
    }

    private static Optional<IndexDocument> validTwin(TableCase facts, IndexDocument index) {
        return facts.table().indexes().stream()
                .filter(other -> other.oid() != index.oid() && other.valid())
                .filter(other -> other.definitionHash().equals(index.definitionHash()))
                .findFirst();
    }
}
