package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a comment on a table or index takes out: {@code tickbird:ignore=RULE}. It holds for information and warnings about indexes
 * and bloat only: who may comment on a table may not hide what endangers the server.
 */
final class OptOuts {
    private static final Set<String> CAPABILITIES = Set.of("index", "bloat");

    private OptOuts() {}

    /** What is left of the verdicts, with what was taken out named. */
    static List<Verdict> heeded(TableCase facts, RuleInfo rule, List<Verdict> verdicts) {
        List<Verdict> heeded = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (!of(facts, rule, verdict)) {
                heeded.add(verdict);
            } else if (verdict instanceof Verdict.Problem) {
                heeded.add(new Verdict.OptedOut(verdict.subject()));
            }
        }
        return heeded;
    }

    private static boolean of(TableCase facts, RuleInfo rule, Verdict verdict) {
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
