package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import java.util.Set;

/**
 * What a comment on a table or index takes out: {@code tickbird:ignore=RULE}. It holds for information and warnings about indexes
 * and bloat only: who may comment on a table may not hide what endangers the server.
 */
final class OptOuts {
    private static final Set<String> CAPABILITIES = Set.of("index", "bloat");

    private OptOuts() {}

    static boolean of(TableCase facts, RuleInfo rule, Verdict verdict) {
        boolean mild = !(verdict instanceof Verdict.Problem problem)
                || !problem.worst().atLeast(Severity.CRITICAL);
        if (!mild || !CAPABILITIES.contains(rule.capability())) {
            return false;
        }
        return facts.table().ignoredRules().contains(rule.id())
                || (verdict.subject() instanceof Subject.Index index
                        && facts.table().ignoredRules().contains(index.name() + ":" + rule.id()));
    }
}
