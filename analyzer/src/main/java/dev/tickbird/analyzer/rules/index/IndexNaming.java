package dev.tickbird.analyzer.rules.index;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.List;
import java.util.regex.Pattern;

/** An index whose name breaks the pattern that the fleet agreed on. */
@AutoService(Rule.class)
public final class IndexNaming implements Rule.OfTable {
    private static final String NAME = "name";

    private static final RuleInfo INFO = RuleInfo.of(
            "index.naming",
            "An index whose name does not match the fleet's pattern. Off until a pattern is set.",
            "Indexes of constraints, partitions and extensions: others give their names.",
            Threshold.pattern(NAME, "a regular expression that the whole name must match, e.g. [a-z0-9_]+_idx"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        return thresholds
                .pattern(NAME)
                .map(pattern -> facts.table().indexes().stream()
                        .filter(index -> named(facts, index))
                        .filter(index -> !pattern.matcher(index.name()).matches())
                        .map(index -> verdict(facts, index, pattern))
                        .toList())
                .orElse(List.of());
    }

    private static boolean named(TableCase facts, IndexDocument index) {
        return !index.constraint()
                && index.parentOid() == null
                && index.extension() == null
                && facts.table().extension() == null;
    }

    private static Verdict verdict(TableCase facts, IndexDocument index, Pattern pattern) {
        return Problems.about(facts.subject(index))
                .level(Severity.INFO)
                .title(index.name() + " breaks the pattern for names of indexes")
                .explanation("The fleet file asks for names that match " + pattern + ".")
                .remedy("ALTER INDEX " + Identifier.qualified(facts.table().schema(), index.name())
                        + " RENAME TO …: takes SHARE UPDATE EXCLUSIVE for a moment.")
                .build();
    }
}
