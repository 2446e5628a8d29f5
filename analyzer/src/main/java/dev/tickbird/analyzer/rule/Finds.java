package dev.tickbird.analyzer.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule said in one evaluation.
 *
 * @param verdicts everything that holds or cannot be told; whatever it does not mention is well
 * @param failure what it threw; then its verdicts say nothing, and its findings are UNKNOWN
 */
public record Finds(
        RuleInfo rule, List<Verdict> verdicts, @Nullable RuntimeException failure) {
    public Finds {
        verdicts = List.copyOf(verdicts);
    }
}
