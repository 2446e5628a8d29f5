package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measurement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements of one server as Markdown. */
final class Report {
    private Report() {}

    static List<String> lines(int major, int rows, List<Measurement> all) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "## PostgreSQL %d, %,d rows", major, rows));
        for (Kind kind : Kind.values()) {
            List<Measurement> some =
                    all.stream().filter(one -> one.kind() == kind).toList();
            lines.add("");
            lines.add("| " + kind.title() + " | pages | truth % | model % | error | " + kind.contrib() + " % |");
            lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
            some.forEach(one -> lines.add(row(one)));
            lines.addAll(summary(kind, some));
        }
        return lines;
    }

    private static String row(Measurement one) {
        String model = one.model() == null ? "refused" : String.format(Locale.ROOT, "%.1f", one.model());
        String error = one.model() == null ? "" : String.format(Locale.ROOT, "%.1f", one.error());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %s | %s | %.1f |",
                one.name(),
                one.pages(),
                one.truth(),
                model,
                error,
                one.contrib());
    }

    private static List<String> summary(Kind kind, List<Measurement> some) {
        List<Measurement> answered =
                some.stream().filter(one -> one.model() != null).toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| " + kind.title() + ": absolute error, points | relations | mean | p90 | worst |");
        lines.add("| --- | ---: | ---: | ---: | ---: |");
        lines.add(summary("model", Summary.of(answered.stream().mapToDouble(Measurement::error))));
        lines.add(summary(kind.contrib(), Summary.of(answered.stream().mapToDouble(Measurement::contribError))));
        lines.add("");
        some.stream()
                .filter(one -> one.refusal() != null)
                .forEach(one -> lines.add("- refused `" + one.name() + "`: " + one.refusal()));
        return lines;
    }

    private static String summary(String name, Summary summary) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |",
                name,
                summary.count(),
                summary.mean(),
                summary.p90(),
                summary.worst());
    }
}
