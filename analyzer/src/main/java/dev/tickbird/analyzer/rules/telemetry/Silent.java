package dev.tickbird.analyzer.rules.telemetry;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.SilenceCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import java.time.Duration;
import java.util.List;

/** A target of which nothing is heard, not even that it cannot be reached: its collector is gone. */
@AutoService(Rule.class)
public final class Silent implements Rule.OfSilence {
    private static final String INTERVALS = "missed-intervals";
    private static final String CRITICAL_AFTER = "critical-after";

    private static final RuleInfo INFO = RuleInfo.of(
            "telemetry.silent",
            "A target whose collector says nothing, for several intervals.",
            "Our own restarts, a backlog, and a laptop's sleep: silence is counted by ticks.",
            Threshold.number(INTERVALS, 3, Unit.COUNT, "missed intervals from which it is a warning"),
            Threshold.duration(CRITICAL_AFTER, Duration.ofMinutes(10), "silence from which it is critical"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(SilenceCase facts, Thresholds thresholds) {
        double limit = facts.interval().toSeconds() * thresholds.number(INTERVALS);
        if (facts.silent().toSeconds() < limit) {
            return List.of();
        }
        boolean critical = facts.silent().compareTo(thresholds.duration(CRITICAL_AFTER)) >= 0;
        return List.of(Problems.about(new Subject.Instance())
                .level(critical ? Severity.CRITICAL : Severity.WARNING)
                .title("nothing is heard of " + facts.instance().instance())
                .explanation(
                        "No collector has sent anything for it, not even a failure. What we knew of it may be out of date.")
                .evidence(Measure.of("telemetry.silent", facts.silent().toSeconds(), Unit.SECONDS)
                        .against(limit))
                .remedy("Look whether a collector of its zone runs and can reach Kafka.")
                .build());
    }
}
