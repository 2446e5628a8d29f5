package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.index.IndexPairs.Kind;
import dev.tickbird.analyzer.rules.index.IndexPairs.Pair;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.Severity;
import java.util.List;

/** Two indexes that are the same in everything that matters: one of them only costs. */
@AutoService(Rule.class)
public final class DuplicateIndex implements Rule.OfTable {
    private static final RuleInfo INFO = RuleInfo.of(
            "index.duplicate",
            "Two indexes of one table with the same method, keys, operator classes, collations, order, predicate, payload and"
                    + " storage options.",
            "Indexes behind constraints or foreign keys, replica identities, clustered ones, attached partition indexes, and"
                    + " pairs that differ in NULLS NOT DISTINCT, deferrability or storage options.");

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
                .filter(pair -> pair.kind() == Kind.EXACT)
                .map(pair -> verdict(facts, pair))
                .toList();
    }

    private static Verdict verdict(TableCase facts, Pair pair) {
        String dropped = pair.dropped().name();
        String kept = pair.kept().name();
        Problems problem = Problems.about(facts.subject(pair.dropped()))
                .level(Severity.WARNING)
                .title(dropped + " duplicates " + kept)
                .explanation("Both index the same columns of " + facts.subject().label()
                        + " in the same way, so the planner needs only one of them, while every write maintains both.");
        return IndexDrop.offer(problem, facts, pair, DropReason.DUPLICATE, "serves every query that it serves")
                .build();
    }
}
