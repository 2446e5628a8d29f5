package dev.tickbird.cli.fleet;

import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.cli.fleet.FleetYaml.RuleChange;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code thresholds}. */
final class ThresholdParser {
    private final Scopes scopes;
    private final RuleNames rules;
    private final Complaints complaints;

    ThresholdParser(List<TargetSpec> targets, RuleNames rules, Complaints complaints) {
        this.scopes = new Scopes(targets, complaints);
        this.rules = rules;
        this.complaints = complaints;
    }

    List<ThresholdOverride> overrides(@Nullable List<RuleChange> written) {
        List<ThresholdOverride> overrides = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            RuleChange override = written.get(i);
            String path = "thresholds[" + i + "]";
            if (override.rule() == null) {
                complaints.error(path, "the key \"rule\" is missing: name the rule, e.g. index.unused");
            } else if (!rules.knows(override.rule())) {
                complaints.error(
                        path + ".rule",
                        "no rule is called '" + override.rule() + "'"
                                + Complaints.nearest(override.rule(), rules.ids()));
            } else {
                overrides.add(override(path, override.rule(), override));
            }
        }
        return overrides;
    }

    private ThresholdOverride override(String path, String rule, RuleChange override) {
        scopes.check(path, override.instances(), override.tags());
        Map<String, String> written = override.values() == null ? Map.of() : override.values();
        if (written.isEmpty() && override.enabled() == null) {
            complaints.error(path, "it changes nothing: give values (" + names(rule) + ") or enabled");
        }
        Map<String, String> values = new HashMap<>();
        written.forEach((name, value) ->
                value(path + ".values." + name, rule, name, value).ifPresent(read -> values.put(name, read)));
        return new ThresholdOverride(
                rule,
                override.instances() == null ? List.of() : override.instances(),
                override.tags() == null ? Map.of() : override.tags(),
                override.database(),
                override.table(),
                values,
                override.enabled());
    }

    private Optional<String> value(String path, String rule, String name, @Nullable String written) {
        Optional<Threshold> threshold = rules.threshold(rule, name);
        if (threshold.isEmpty()) {
            complaints.error(
                    path,
                    "rule " + rule + " has no threshold '" + name + "'"
                            + Complaints.nearest(name, rules.thresholds(rule)) + " (it has: " + names(rule) + ")");
            return Optional.empty();
        }
        try {
            return Optional.of(threshold
                    .get()
                    .with(plain(threshold.get(), String.valueOf(written)))
                    .value());
        } catch (IllegalArgumentException e) {
            complaints.error(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Rules read ISO 8601 only; people write 30m. */
    private static String plain(Threshold threshold, String written) {
        return threshold.unit().equals(Threshold.DURATION)
                ? HumanDuration.parse(written).toString()
                : written;
    }

    private String names(String rule) {
        return String.join(", ", rules.thresholds(rule));
    }
}
