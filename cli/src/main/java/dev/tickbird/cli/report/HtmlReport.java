package dev.tickbird.cli.report;

import static dev.tickbird.cli.report.Html.escaped;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Gap;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as one page that needs nothing else: no script, no font, no address is loaded. */
public final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8884;--soft:#8881}*{box-sizing:border-box}
            body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
            h1{margin:0;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2rem 0 .4rem}h3{font-size:1rem;margin:0}
            article{border:1px solid var(--line);border-left-width:5px;border-radius:8px;padding:.7rem 1rem;margin:.7rem 0;break-inside:avoid}
            article.emergency{border-left-color:#b3127a}article.critical{border-left-color:#c62828}article.warning{border-left-color:#d48806}article.info{border-left-color:#33719b}
            pre{background:var(--soft);border-radius:6px;padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}
            .faint,small{opacity:.75}.tiles{display:flex;flex-wrap:wrap;gap:.7rem;margin:1rem 0}
            .tile{border:1px solid var(--line);border-radius:8px;padding:.5rem 1rem;min-width:7rem}.tile b{display:block;font-size:1.8rem;line-height:1.2}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:1rem}
            figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:.7rem 1rem}figcaption{font-weight:600}
            table{border-collapse:collapse;width:100%}th{font-weight:400;text-align:left;max-width:14rem;overflow-wrap:anywhere;padding-right:.6rem}
            td{width:40%}.figure{width:auto;white-space:nowrap;padding-left:.6rem;font-variant-numeric:tabular-nums}
            .bar{display:block;width:100%;height:.8rem}.gauge{width:6rem;height:.5rem;vertical-align:middle;margin-left:.4rem}
            .track{fill:#8883}.fill{fill:#33719b}.limit{fill:currentColor}rect.emergency{fill:#b3127a}rect.critical{fill:#c62828}rect.warning{fill:#d48806}rect.info{fill:#33719b}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.5rem 0}dt{opacity:.75}dd{margin:0}
            nav ul{columns:16rem;padding-left:1.1rem}li{overflow-wrap:anywhere}a{color:inherit}@media print{body{max-width:none;margin:0}}""";

    private final PrintWriter out;

    public HtmlReport(PrintWriter out) {
        this.out = out;
    }

    public void write(CheckReport report) {
        List<Finding> certain = report.findings().stream()
                .filter(finding -> !finding.provisional())
                .toList();
        Explained explained = Explained.of(certain);
        Map<String, List<Finding>> byRule = explained.roots().stream()
                .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
        head(report);
        tiles(explained.roots());
        out.println("<div class=\"charts\">" + HtmlCharts.capabilities(certain) + HtmlCharts.room(certain)
                + HtmlCharts.time(report.findings()) + "</div>");
        contents(byRule);
        byRule.forEach((rule, findings) -> {
            out.println("<section id=\"" + escaped(rule) + "\"><h2>" + escaped(rule) + "</h2>");
            findings.forEach(finding -> write(finding, explained.under(finding)));
            out.println("</section>");
        });
        list(
                "Provisional: true so far, but it takes weeks of observation to act on it",
                report.findings().stream()
                        .filter(Finding::provisional)
                        .map(finding -> finding.title() + " (" + finding.rule() + ") " + finding.remedy())
                        .toList());
        list(
                "Could not be judged",
                report.unknown().stream().map(HtmlReport::unknown).toList());
        list("Could not be read", report.gaps().stream().map(HtmlReport::gap).toList());
        list(
                "Left out by a comment on the object",
                report.optOuts().stream()
                        .map(optOut -> optOut.rule() + ": " + optOut.subject().label())
                        .toList());
        out.println("</main></body></html>");
    }

    private void head(CheckReport report) {
        String target = escaped(report.target());
        out.println(
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        out.println("<title>tickbird check " + target + "</title><style>" + STYLE + "</style></head><body><main>");
        out.println("<h1>" + target + "</h1><p class=\"faint\">PostgreSQL " + report.serverVersion() + ", read at "
                + report.takenAt().truncatedTo(ChronoUnit.SECONDS) + ", which cost the server "
                + Math.round(report.costMillis()) + " ms.</p>");
    }

    private void tiles(List<Finding> findings) {
        out.println("<div class=\"tiles\">");
        for (Severity severity : List.of(Severity.EMERGENCY, Severity.CRITICAL, Severity.WARNING, Severity.INFO)) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            out.println("<div class=\"tile\"><b>" + count + "</b>" + severity.label() + "</div>");
        }
        out.println("</div>");
        if (findings.isEmpty()) {
            out.println("<p>Nothing found.</p>");
        }
    }

    private void contents(Map<String, List<Finding>> byRule) {
        if (byRule.size() < 2) {
            return;
        }
        out.println("<nav aria-label=\"Rules\"><h2>Rules with findings</h2><ul>");
        byRule.forEach((rule, findings) -> out.println("<li><a href=\"#" + escaped(rule) + "\">" + escaped(rule)
                + "</a> <small>" + findings.size() + "</small></li>"));
        out.println("</ul></nav>");
    }

    private void write(Finding finding, List<Finding> symptoms) {
        out.println("<article class=\"" + finding.severity().label() + "\"><h3>" + escaped(finding.title()) + " <small>"
                + finding.severity().label() + "</small></h3><p>" + escaped(finding.explanation()) + "</p>");
        if (!finding.evidence().isEmpty()) {
            out.println("<dl>"
                    + finding.evidence().stream()
                            .map(measure -> "<dt>" + escaped(Prose.name(measure)) + "</dt><dd>"
                                    + escaped(Prose.value(measure)) + HtmlCharts.gauge(measure) + "</dd>")
                            .collect(Collectors.joining())
                    + "</dl>");
        }
        out.println("<p>" + escaped(finding.remedy()) + "</p>");
        if (!finding.statements().isEmpty()) {
            out.println("<pre>"
                    + finding.statements().stream()
                            .map(statement -> escaped(statement) + ";")
                            .collect(Collectors.joining("\n"))
                    + "</pre>");
        }
        if (!symptoms.isEmpty()) {
            out.println("<details><summary>" + Prose.explains(symptoms) + "</summary><ul>"
                    + symptoms.stream()
                            .map(symptom -> "<li>" + escaped(symptom.title()) + " <small>" + escaped(symptom.rule())
                                    + "</small></li>")
                            .collect(Collectors.joining())
                    + "</ul></details>");
        }
        out.println("</article>");
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("<h2>" + title + "</h2><ul>");
            lines.forEach(line -> out.println("<li>" + escaped(line) + "</li>"));
            out.println("</ul>");
        }
    }

    private static String unknown(Unknown open) {
        return open.rule() + ": " + open.subject().label() + ": " + open.reason()
                + (open.fix() == null ? "" : " (would help: " + open.fix() + ")");
    }

    private static String gap(Gap gap) {
        return gap.probe() + ": " + gap.reason() + (gap.fix() == null ? "" : " (would help: " + gap.fix() + ")");
    }
}
