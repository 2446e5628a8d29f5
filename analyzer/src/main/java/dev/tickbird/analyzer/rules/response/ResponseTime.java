package dev.tickbird.analyzer.rules.response;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.InstanceCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.snapshot.Canary;
import java.time.Duration;
import java.util.List;

/** A small statement that takes longer than it should: the server as its clients feel it. */
@AutoService(Rule.class)
public final class ResponseTime implements Rule.OfInstance {
    private static final String PRESET_TAG = "preset";
    private static final String OLTP = "oltp";
    private static final String ANALYTIC = "analytic";
    private static final String WARNING = "warning-ms";
    private static final String CRITICAL = "critical-ms";
    private static final String EMERGENCY = "emergency-ms";
    private static final String WARNING_FOR = "warning-for";
    private static final String CRITICAL_FOR = "critical-for";
    private static final String EMERGENCY_FOR = "emergency-for";
    private static final String FACTOR = "baseline-factor";
    private static final String FLOOR = "floor-ms";

    private static final RuleInfo INFO = RuleInfo.of(
            "response.time",
            "A small statement's round trip, the network's own subtracted: on servers tagged preset=oltp against fixed times, on"
                    + " others against the server's own usual time.",
            "Servers tagged preset=analytic, and servers whose usual time is still being learned.",
            Threshold.number(WARNING, 80, Unit.MILLISECONDS, "preset oltp: a warning from here"),
            Threshold.number(CRITICAL, 95, Unit.MILLISECONDS, "preset oltp: critical from here"),
            Threshold.number(EMERGENCY, 110, Unit.MILLISECONDS, "preset oltp: an emergency from here"),
            Threshold.duration(WARNING_FOR, Duration.ofMinutes(10), "how long a warning must hold"),
            Threshold.duration(CRITICAL_FOR, Duration.ofMinutes(5), "how long critical must hold"),
            Threshold.duration(EMERGENCY_FOR, Duration.ofMinutes(2), "how long an emergency must hold"),
            Threshold.number(FACTOR, 3, "times", "without a preset: times the usual time"),
            Threshold.number(FLOOR, 20, Unit.MILLISECONDS, "without a preset: faster answers are never reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(InstanceCase facts, Thresholds thresholds) {
        Canary canary = facts.canary();
        if (canary == null) {
            return List.of();
        }
        double millis = Math.max(0, canary.statementMillis() - canary.networkMillis());
        return switch (preset(facts)) {
            case ANALYTIC -> List.of();
            case OLTP -> fixed(millis, thresholds);
            default -> usual(facts, millis, thresholds);
        };
    }

    private static String preset(InstanceCase facts) {
        TargetSpec target = facts.instance().target();
        return target == null ? "" : target.tags().getOrDefault(PRESET_TAG, "");
    }

    private static List<Verdict> fixed(double millis, Thresholds thresholds) {
        Problems problem = about(millis, thresholds.number(WARNING));
        if (millis > thresholds.number(WARNING)) {
            problem.level(Severity.WARNING, thresholds.duration(WARNING_FOR));
        }
        if (millis > thresholds.number(CRITICAL)) {
            problem.level(Severity.CRITICAL, thresholds.duration(CRITICAL_FOR));
        }
        if (millis > thresholds.number(EMERGENCY)) {
            problem.level(Severity.EMERGENCY, thresholds.duration(EMERGENCY_FOR));
        }
        return problem.hasLevel() ? List.of(problem.build()) : List.of();
    }

    private static List<Verdict> usual(InstanceCase facts, double millis, Thresholds thresholds) {
        Double baseline = facts.baselineMillis();
        if (baseline == null) {
            return List.of();
        }
        double limit = Math.max(thresholds.number(FLOOR), baseline * thresholds.number(FACTOR));
        return millis <= limit
                ? List.of()
                : List.of(about(millis, limit)
                        .level(Severity.WARNING, thresholds.duration(WARNING_FOR))
                        .evidence(Measure.of("response.usual", baseline, Unit.MILLISECONDS))
                        .build());
    }

    private static Problems about(double millis, double limit) {
        return Problems.about(new Subject.Instance())
                .title("the server answers slowly")
                .explanation(
                        "A small read over the catalog took " + Math.round(millis) + " ms, the network not counted.")
                .evidence(Measure.of("response.time", millis, Unit.MILLISECONDS).against(limit))
                .remedy("Look at what runs now (sessions, locks), at the host's CPU and disk, and at recent changes.");
    }
}
