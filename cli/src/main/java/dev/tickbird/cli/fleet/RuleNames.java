package dev.tickbird.cli.fleet;

import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules that a fleet file may name, with their thresholds. */
final class RuleNames {
    private final Map<String, RuleInfo> rules = new TreeMap<>();

    RuleNames(RuleSet set) {
        set.rules().forEach(rule -> rules.put(rule.info().id(), rule.info()));
    }

    List<String> ids() {
        return List.copyOf(rules.keySet());
    }

    boolean matchesAny(String pattern) {
        return rules.keySet().stream().anyMatch(id -> DatabaseSelection.matches(pattern, id));
    }

    boolean knows(String id) {
        return rules.containsKey(id);
    }

    List<String> thresholds(String id) {
        RuleInfo info = rules.get(id);
        return info == null
                ? List.of()
                : info.thresholds().stream().map(Threshold::name).sorted().toList();
    }

    Optional<Threshold> threshold(String id, String name) {
        RuleInfo info = rules.get(id);
        return info == null
                ? Optional.empty()
                : info.thresholds().stream()
                        .filter(threshold -> threshold.name().equals(name))
                        .findFirst();
    }
}
