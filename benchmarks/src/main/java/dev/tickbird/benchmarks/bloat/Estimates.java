package dev.tickbird.benchmarks.bloat;

import dev.tickbird.analyzer.examine.Examination;
import dev.tickbird.analyzer.examine.Examined;
import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the bloat rules say of each relation of a database, by the same snapshot and rules as {@code tickbird check}. Thresholds of 0
 * make them say their figure of every relation; what they refuse is asked at the usual percentages, for they refuse only where it
 * matters.
 *
 * @param percent by rule and label
 * @param refusals by rule and label
 */
record Estimates(Map<String, Double> percent, Map<String, String> refusals) {
    static Estimates of(Observed now, LongFunction<Baselines> learnt) {
        Map<String, Double> percent = new HashMap<>();
        for (Finding finding : examined(now, learnt, Map.of("info-bytes", "0", "warning-percent", "0"))
                .each(Estimates::ofBloat)) {
            percent.put(key(finding.rule(), finding.subject().label()), bloat(finding));
        }
        Map<String, String> refusals = new HashMap<>();
        for (Unknown unknown : examined(now, learnt, Map.of("info-bytes", "0")).unknown()) {
            refusals.put(key(unknown.rule(), unknown.subject().label()), unknown.reason());
        }
        return new Estimates(percent, refusals);
    }

    @Nullable
    Double percent(Measurement.Kind kind, String name) {
        return refusal(kind, name) == null ? percent.get(key(kind.rule(), "public." + name)) : null;
    }

    @Nullable
    String refusal(Measurement.Kind kind, String name) {
        return refusals.get(key(kind.rule(), "public." + name));
    }

    private static Examined examined(Observed now, LongFunction<Baselines> learnt, Map<String, String> thresholds) {
        List<ThresholdOverride> overrides = Arrays.stream(Measurement.Kind.values())
                .map(kind -> new ThresholdOverride(kind.rule(), List.of(), Map.of(), null, null, thresholds, null))
                .toList();
        return Examination.of(null, now, new Evaluator(RuleSet.discovered().with(overrides)), learnt);
    }

    private static boolean ofBloat(Finding finding) {
        return finding.rule().startsWith("bloat.");
    }

    private static double bloat(Finding finding) {
        return finding.evidence().stream()
                .filter(measure -> measure.measure().equals("bloat.percent"))
                .findFirst()
                .orElseThrow()
                .value()
                .doubleValue();
    }

    private static String key(String rule, String label) {
        return rule + " " + label;
    }
}
