package dev.tickbird.analyzer.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of one rule, for people who got its finding. */
final class RulePage {
    private RulePage() {}

    static String text(Rule rule) {
        RuleInfo info = rule.info();
        RuleTraits traits = RuleTraits.of(rule.getClass());
        return """
                # %s

                %s

                **Does not report:** %s

                | | |
                | --- | --- |
                | severity | %s |
                | remedy | %s |
                | resolved | when it has been gone for %s |

                %s
                """.formatted(
                        info.id(),
                        info.reports(),
                        info.silent(),
                        severities(traits),
                        remedy(rule, traits),
                        info.clear() == null ? "two intervals of the probe that it reads" : human(info.clear()),
                        settings(info)).stripTrailing()
                + "\n";
    }

    /** One line for each rule, by capability. */
    static String index(List<Rule> rules) {
        StringBuilder page = new StringBuilder("""
                # Rules

                Made from the rules themselves; do not edit. Thresholds are set in the fleet file, by instance, tag, database and
                table, or for one look with `tickbird check --set RULE.THRESHOLD=VALUE`.
                """);
        Map<String, List<Rule>> groups = rules.stream()
                .collect(Collectors.groupingBy(rule -> rule.info().capability(), TreeMap::new, Collectors.toList()));
        groups.forEach((capability, members) -> {
            page.append("\n## ").append(capability).append("\n\n| rule | severity | reports |\n| --- | --- | --- |\n");
            members.forEach(rule -> page.append(line(rule)));
        });
        return page.toString();
    }

    private static String line(Rule rule) {
        String id = rule.info().id();
        return "| [`%s`](%s.md) | %s | %s |\n"
                .formatted(
                        id,
                        id,
                        severities(RuleTraits.of(rule.getClass())),
                        rule.info().reports());
    }

    private static String severities(RuleTraits traits) {
        return traits.severities().stream().map(Severity::label).collect(Collectors.joining(", "));
    }

    private static String remedy(Rule rule, RuleTraits traits) {
        if (rule instanceof Rule.OfFollowed) {
            return "what takes the action back, proposed where it is known; nothing runs before it is approved";
        }
        if (traits.actions().isEmpty()) {
            return "the finding says what to do; nothing is proposed";
        }
        return traits.actions().stream().map(RulePage::label).collect(Collectors.joining(", "))
                + ", proposed where it is safe; nothing runs before it is approved";
    }

    private static String label(String action) {
        return Arrays.stream(Action.class.getAnnotation(JsonSubTypes.class).value())
                .filter(type -> type.value().getSimpleName().equals(action))
                .map(type -> "`" + type.name() + "`")
                .findFirst()
                .orElseThrow();
    }

    private static String settings(RuleInfo info) {
        String off = """
                Switched off in one scope, in the fleet file:

                ```yaml
                thresholds:
                  - rule: %s
                    tags: {env: test}
                    enabled: false
                ```
                """.formatted(info.id());
        return info.thresholds().isEmpty() ? "## Settings\n\nIt has no thresholds. " + off : thresholds(info) + off;
    }

    private static String thresholds(RuleInfo info) {
        Threshold first = info.thresholds().getFirst();
        String rows = info.thresholds().stream().map(RulePage::row).collect(Collectors.joining("\n"));
        return """
                ## Thresholds

                | name | default | unit | |
                | --- | --- | --- | --- |
                %s

                For one look:

                ```
                tickbird check --set %s.%s=%s postgresql://host/database
                ```

                For some instances, in the fleet file:

                ```yaml
                thresholds:
                  - rule: %s
                    instances: [orders-*]
                    values: {%s: %s}
                ```

                """.formatted(rows, info.id(), first.name(), sample(first), info.id(), first.name(), sample(first));
    }

    private static String row(Threshold threshold) {
        return "| `%s` | %s | %s | %s |"
                .formatted(threshold.name(), value(threshold), threshold.unit(), threshold.about());
    }

    private static String sample(Threshold threshold) {
        return threshold.unit().equals(Threshold.PATTERN) ? "'[a-z0-9_]+_idx'" : value(threshold);
    }

    private static String value(Threshold threshold) {
        return threshold.unit().equals(Threshold.DURATION)
                ? human(HumanDuration.parse(threshold.value()))
                : threshold.value();
    }

    private static String human(Duration duration) {
        if (duration.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toDaysPart(), "d");
        part(text, duration.toHoursPart(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        part(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void part(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
