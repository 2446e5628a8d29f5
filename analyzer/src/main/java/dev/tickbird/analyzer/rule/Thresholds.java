package dev.tickbird.analyzer.rule;

import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.config.NearestName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values that hold for one rule in one scope. Immutable. */
public final class Thresholds {
    private final String rule;
    private final Map<String, Threshold> byName;

    private Thresholds(String rule, Map<String, Threshold> byName) {
        this.rule = rule;
        this.byName = byName;
    }

    public static Thresholds defaults(RuleInfo info) {
        Map<String, Threshold> byName = new HashMap<>();
        info.thresholds().forEach(threshold -> byName.put(threshold.name(), threshold));
        return new Thresholds(info.id(), Map.copyOf(byName));
    }

    /** These with one value replaced. */
    public Thresholds with(String name, String value) {
        Map<String, Threshold> changed = new HashMap<>(byName);
        changed.put(name, known(name).with(value));
        return new Thresholds(rule, Map.copyOf(changed));
    }

    public double number(String name) {
        return Double.parseDouble(known(name).value());
    }

    public Duration duration(String name) {
        return HumanDuration.parse(known(name).value());
    }

    /** Empty where none is set. */
    public Optional<Pattern> pattern(String name) {
        String value = known(name).value();
        return value.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(value));
    }

    private Threshold known(String name) {
        Threshold threshold = byName.get(name);
        if (threshold == null) {
            throw new IllegalArgumentException("rule " + rule + " has no threshold '" + name + "'"
                    + NearestName.to(name, byName.keySet())
                            .map(nearest -> ": did you mean " + nearest + "?")
                            .orElseGet(() -> byName.isEmpty()
                                    ? ": it has none"
                                    : ": it has "
                                            + byName.keySet().stream().sorted().toList()));
        }
        return threshold;
    }
}
