package dev.tickbird.analyzer.rules.instance;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.InstanceCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.Reachability;
import java.time.Duration;
import java.util.List;

/** A server that a collector tried to reach and could not. */
@AutoService(Rule.class)
public final class Unreachable implements Rule.OfInstance {
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "instance.unreachable",
            "A server that refuses, times out, is full or does not let us in: the reason is named.",
            "A single failed attempt.",
            Threshold.duration(FOR, Duration.ofSeconds(60), "how long every attempt must fail"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(InstanceCase facts, Thresholds thresholds) {
        Reachability reachability = facts.reachability();
        if (reachability.reachable()) {
            return List.of();
        }
        String fix = reachability.fix();
        return List.of(Problems.about(new Subject.Instance())
                .level(Severity.CRITICAL, thresholds.duration(FOR))
                .title("the server cannot be reached: " + reachability.code())
                .explanation(String.valueOf(reachability.message()))
                .remedy(fix == null ? "Look whether the server and the way to it are up." : fix)
                .build());
    }
}
