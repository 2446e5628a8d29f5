package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import dev.tickbird.benchmarks.bloat.Measuring.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The measurements of one server as Markdown. */
final class Report {
    private Report() {}

    static List<String> lines(int major, int rows, Measured measured) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "## PostgreSQL %d, %,d rows", major, rows));
        for (Kind kind : Kind.values()) {
            lines.addAll(section(kind, kind.title(), "model", measured.model()));
        }
        for (Kind kind : Kind.values()) {
            lines.addAll(section(kind, kind.title() + " once rebuilt", "baseline", measured.baselines()));
        }
        return lines;
    }

    private static List<String> section(Kind kind, String title, String estimator, List<Measurement> all) {
        List<Measurement> some = all.stream().filter(one -> one.kind() == kind).toList();
        if (some.isEmpty()) {
            return List.of();
        }
        List<Method> methods = Method.of(kind);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| " + title + " | pages | truth % | " + estimator + " % | error | "
                + methods.stream().map(Method::title).collect(Collectors.joining(" | ")) + " |");
        lines.add("| --- | ---: | ---: | ---: | ---: |" + " ---: |".repeat(methods.size()));
        some.forEach(one -> lines.add(row(one, methods)));
        lines.addAll(summary(title, estimator, methods, some));
        return lines;
    }

    private static String row(Measurement one, List<Method> methods) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %s | %s | %s |",
                one.name(),
                one.pages(),
                one.truth(),
                one.model() == null ? "refused" : figure(one.model()),
                one.model() == null ? "" : figure(one.error()),
                methods.stream().map(method -> figure(one.others().get(method))).collect(Collectors.joining(" | ")));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static List<String> summary(String title, String estimator, List<Method> methods, List<Measurement> some) {
        List<Measurement> answered =
                some.stream().filter(one -> one.model() != null).toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| " + title + ": absolute error, points | relations | no answer | mean | p90 | worst |");
        lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
        lines.add(summary(
                estimator,
                some.size() - answered.size(),
                Summary.of(answered.stream().mapToDouble(Measurement::error))));
        for (Method method : methods) {
            List<Measurement> told = some.stream()
                    .filter(one -> one.others().containsKey(method))
                    .toList();
            lines.add(summary(
                    method.title(),
                    some.size() - told.size(),
                    Summary.of(told.stream().mapToDouble(one -> one.error(method)))));
        }
        List<String> refused = some.stream()
                .filter(one -> one.refusal() != null)
                .map(one -> "- refused `" + one.name() + "`: " + one.refusal())
                .toList();
        if (!refused.isEmpty()) {
            lines.add("");
            lines.addAll(refused);
        }
        return lines;
    }

    private static String summary(String name, int unanswered, Summary summary) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f | %.1f |",
                name,
                summary.count(),
                unanswered,
                summary.mean(),
                summary.p90(),
                summary.worst());
    }
}
