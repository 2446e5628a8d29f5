package dev.tickbird.cli.view;

import dev.tickbird.analyzer.examine.Examination;
import dev.tickbird.analyzer.examine.Examined;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tickbird health URL}. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "One line for each area that the rules cover: well, or how bad and how many, and the worst.",
        footer = {"", "The findings themselves: tickbird check URL.", ViewCommand.READS_ONLY})
public final class HealthCommand extends ViewCommand {
    @Override
    List<Column> columns() {
        return List.of(
                Column.name("area", "AREA"),
                Column.name("state", "STATE"),
                Column.figure("findings", "FINDINGS"),
                Column.figure("unknown", "UNKNOWN"),
                Column.text("worst", "WORST"));
    }

    @Override
    List<Row> rows(Look look) {
        RuleSet rules = RuleSet.discovered();
        Examined examined = Examination.of(look.before(), look.now(), new Evaluator(rules));
        List<Finding> findings = examined.each(finding -> !finding.provisional());
        TreeSet<String> areas = new TreeSet<>();
        rules.rules().stream().map(Rule::info).forEach(info -> areas.add(area(info.id())));
        return areas.stream()
                .map(area -> new Area(
                        area,
                        findings.stream()
                                .filter(finding -> area(finding.rule()).equals(area))
                                .toList(),
                        examined.unknown().stream()
                                .filter(unknown -> area(unknown.rule()).equals(area))
                                .toList()))
                .sorted(Comparator.comparing(Area::severity, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(Area::name))
                .map(Area::row)
                .toList();
    }

    @Override
    String none() {
        return "There are no rules.";
    }

    private static String area(String rule) {
        int dot = rule.indexOf('.');
        return dot < 0 ? rule : rule.substring(0, dot);
    }

    private record Area(String name, List<Finding> findings, List<Unknown> unknown) {
        @Nullable
        Severity severity() {
            return worst().map(Finding::severity).orElse(null);
        }

        Row row() {
            String state = worst().map(finding -> finding.severity().label())
                    .orElse(unknown.isEmpty() ? "well" : "well where it can be told");
            return Row.of(
                    worst().map(finding -> style(finding.severity())).orElse("green"),
                    Cell.text(name),
                    Cell.text(state),
                    Cell.count((long) findings.size()),
                    Cell.count((long) unknown.size()),
                    Cell.text(worst().map(Finding::title).orElse("")));
        }

        private Optional<Finding> worst() {
            return findings.stream().max(Comparator.comparing(Finding::severity));
        }

        private static String style(Severity severity) {
            return switch (severity.label().toLowerCase(Locale.ROOT)) {
                case "emergency", "critical" -> "bold,red";
                case "warning" -> "bold,yellow";
                default -> "";
            };
        }
    }
}
