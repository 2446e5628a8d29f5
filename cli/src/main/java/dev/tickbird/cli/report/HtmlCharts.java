package dev.tickbird.cli.report;

import static dev.tickbird.cli.report.Html.escaped;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.finding.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Charts as drawings inside the page: bars whose figures are written beside them, so nothing is told by colour alone. */
final class HtmlCharts {
    private static final int MOST = 8;
    private static final double WIDTH = 100;
    private static final double MARK = 1;
    private static final List<Severity> WORST_FIRST =
            List.of(Severity.EMERGENCY, Severity.CRITICAL, Severity.WARNING, Severity.INFO);

    private HtmlCharts() {}

    /**
     * A bar.
     *
     * @param value what ranks it
     * @param parts its drawing
     */
    private record Bar(String name, double value, String figure, String parts) {}

    /** How many findings of which severity each capability has. */
    static String capabilities(List<Finding> findings) {
        Map<String, EnumMap<Severity, Integer>> counts = new TreeMap<>();
        for (Finding finding : findings) {
            String capability =
                    finding.rule().substring(0, Math.max(0, finding.rule().indexOf('.')));
            counts.computeIfAbsent(capability, any -> new EnumMap<>(Severity.class))
                    .merge(finding.severity(), 1, Integer::sum);
        }
        double longest =
                counts.values().stream().mapToInt(HtmlCharts::total).max().orElse(1);
        List<Bar> bars = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingInt(HtmlCharts::total).reversed()))
                .map(entry -> new Bar(
                        entry.getKey(),
                        total(entry.getValue()),
                        words(entry.getValue()),
                        stacked(entry.getValue(), longest)))
                .toList();
        return chart("Findings by capability", bars);
    }

    /** What mending would give back to the disk, the largest first. */
    static String room(List<Finding> findings) {
        List<Bar> bars = new ArrayList<>();
        List<Finding> sorted = findings.stream()
                .filter(finding -> bytes(finding) > 0)
                .sorted(Comparator.comparingDouble(HtmlCharts::bytes).reversed())
                .limit(MOST)
                .toList();
        double longest = sorted.stream().mapToDouble(HtmlCharts::bytes).max().orElse(1);
        for (Finding finding : sorted) {
            double bytes = bytes(finding);
            bars.add(new Bar(finding.subject().label(), bytes, Figures.bytes(bytes), bar(bytes / longest, "info")));
        }
        return chart("Room that would be given back", bars);
    }

    /** Where the server's time goes. */
    static String time(List<Finding> findings) {
        List<Bar> bars = findings.stream()
                .flatMap(finding -> finding.evidence().stream()
                        .filter(measure -> measure.measure().equals("statement.share"))
                        .map(measure -> new Bar(
                                "query " + finding.subject().label(),
                                measure.value().doubleValue(),
                                Figures.of(measure),
                                bar(
                                        measure.value().doubleValue() / WIDTH,
                                        finding.severity().label()))))
                .sorted(Comparator.comparingDouble(Bar::value).reversed())
                .limit(MOST)
                .toList();
        return chart("Share of all statements' time", bars);
    }

    /** A figure against its limit: a share of the whole, else full at twice the limit. */
    static String gauge(Measure measure) {
        BigDecimal limit = measure.threshold();
        if (limit == null || limit.signum() <= 0) {
            return "";
        }
        boolean percent = measure.unit().equals(Unit.PERCENT) && limit.doubleValue() <= WIDTH;
        double whole = percent ? WIDTH : 2 * limit.doubleValue();
        double share = Math.clamp(measure.value().doubleValue() / whole, 0, 1);
        double mark = limit.doubleValue() / whole;
        return "<svg class=\"gauge\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<rect class=\"track\" width=\"100\" height=\"8\"/>" + rect(0, share * WIDTH, "fill")
                + rect(mark * WIDTH - MARK / 2, MARK, "limit") + "</svg>";
    }

    private static String chart(String title, List<Bar> bars) {
        if (bars.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<figure><figcaption>" + title + "</figcaption><table>");
        for (Bar bar : bars) {
            html.append("<tr><th scope=\"row\">")
                    .append(escaped(bar.name()))
                    .append(
                            "</th><td><svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
                    .append(bar.parts())
                    .append("</svg></td><td class=\"figure\">")
                    .append(escaped(bar.figure()))
                    .append("</td></tr>");
        }
        return html.append("</table></figure>").toString();
    }

    private static String stacked(Map<Severity, Integer> counts, double longest) {
        StringBuilder parts = new StringBuilder();
        double from = 0;
        for (Severity severity : WORST_FIRST) {
            double width = WIDTH * counts.getOrDefault(severity, 0) / longest;
            parts.append(width == 0 ? "" : rect(from, width, severity.label()));
            from += width;
        }
        return parts.toString();
    }

    private static String bar(double share, String style) {
        return rect(0, WIDTH * Math.clamp(share, 0.005, 1), style);
    }

    private static String rect(double from, double width, String style) {
        return String.format(
                Locale.ROOT, "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"8\"/>", style, from, width);
    }

    private static int total(Map<Severity, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String words(Map<Severity, Integer> counts) {
        return String.join(
                ", ",
                WORST_FIRST.stream()
                        .filter(counts::containsKey)
                        .map(severity -> counts.get(severity) + " " + severity.label())
                        .toList());
    }

    private static double bytes(Finding finding) {
        return finding.expectedGain().stream()
                .filter(gain -> gain.unit().equals(Unit.BYTES))
                .mapToDouble(gain -> gain.value().doubleValue())
                .sum();
    }
}
