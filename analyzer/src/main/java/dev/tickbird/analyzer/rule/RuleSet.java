package dev.tickbird.analyzer.rule;

import dev.tickbird.runtime.config.NearestName;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules and the thresholds that hold for them. Immutable; made anew when the fleet file changes. */
public final class RuleSet {
    private final List<Rule> rules;
    private final Map<String, Thresholds> defaults;
    private final Map<String, List<ThresholdOverride>> overrides;

    private RuleSet(List<Rule> rules, List<ThresholdOverride> overrides) {
        this.rules = rules;
        this.defaults = new HashMap<>();
        rules.forEach(rule -> defaults.put(rule.info().id(), Thresholds.defaults(rule.info())));
        this.overrides = new HashMap<>();
        for (ThresholdOverride override : overrides) {
            check(override);
            this.overrides
                    .computeIfAbsent(override.rule(), any -> new ArrayList<>())
                    .add(override);
        }
    }

    /** Every rule on the class path, by id. */
    public static RuleSet discovered() {
        List<Rule> found = new ArrayList<>();
        ServiceLoader.load(Rule.class).forEach(found::add);
        found.sort(Comparator.comparing(rule -> rule.info().id()));
        return new RuleSet(List.copyOf(found), List.of());
    }

    /**
     * These rules with other thresholds.
     *
     * @throws IllegalArgumentException naming an unknown rule or threshold, or a value that cannot be read
     */
    public RuleSet with(List<ThresholdOverride> changed) {
        return new RuleSet(rules, changed);
    }

    public List<Rule> rules() {
        return rules;
    }

    public Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.info().id().equals(id)).findFirst();
    }

    /** What the rules of one sort say, each rule by itself: one that fails leaves the others be. */
    <R extends Rule> List<Finds> evaluate(
            Class<R> sort, Scope scope, BiFunction<R, Thresholds, List<Verdict>> evaluation) {
        List<Finds> all = new ArrayList<>();
        for (Rule rule : rules) {
            if (sort.isInstance(rule)) {
                thresholds(rule.info(), scope)
                        .ifPresentOrElse(
                                thresholds -> all.add(
                                        evaluate(rule.info(), () -> evaluation.apply(sort.cast(rule), thresholds))),
                                () -> all.add(new Finds(rule.info(), List.of(), null)));
            }
        }
        return all;
    }

    private static Finds evaluate(RuleInfo info, Supplier<List<Verdict>> evaluation) {
        try {
            return new Finds(info, evaluation.get(), null);
        } catch (RuntimeException e) {
            return new Finds(info, List.of(), e);
        }
    }

    /** The thresholds in a scope; empty where the rule is switched off. */
    Optional<Thresholds> thresholds(RuleInfo info, Scope scope) {
        Thresholds values = defaults.get(info.id());
        boolean enabled = true;
        for (ThresholdOverride override : overrides.getOrDefault(info.id(), List.of())) {
            if (covers(override, scope)) {
                for (Map.Entry<String, String> value : override.values().entrySet()) {
                    values = Objects.requireNonNull(values).with(value.getKey(), value.getValue());
                }
                enabled = override.enabled() == null ? enabled : override.enabled();
            }
        }
        return enabled ? Optional.ofNullable(values) : Optional.empty();
    }

    private static boolean covers(ThresholdOverride override, Scope scope) {
        return scope.within(override.instances(), override.tags())
                && matches(override.database(), scope.database())
                && matches(override.table(), scope.table());
    }

    private static boolean matches(@Nullable String pattern, @Nullable String name) {
        return pattern == null || (name != null && DatabaseSelection.matches(pattern, name));
    }

    private void check(ThresholdOverride override) {
        Thresholds known = defaults.get(override.rule());
        if (known == null) {
            throw new IllegalArgumentException("there is no rule '" + override.rule() + "'" + nearest(override.rule()));
        }
        Thresholds values = known;
        for (Map.Entry<String, String> value : override.values().entrySet()) {
            values = values.with(value.getKey(), value.getValue());
        }
    }

    private String nearest(String wrong) {
        return NearestName.to(wrong, defaults.keySet())
                .map(id -> ": did you mean " + id + "?")
                .orElse("");
    }
}
