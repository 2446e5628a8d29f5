package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Gap;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A report as one page that needs nothing else. */
public final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            article{border:1px solid #8888;border-radius:8px;padding:.8rem 1rem;margin:.8rem 0}h2{font-size:1.05rem;margin:0}
            pre{background:#8882;border-radius:6px;padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}small,.faint{opacity:.75}
            .emergency{color:#b3127a}.critical{color:#c62828}.warning{color:#9a6700}.info{color:#33719b}li{overflow-wrap:anywhere}""";

    private final PrintWriter out;

    public HtmlReport(PrintWriter out) {
        this.out = out;
    }

    public void write(CheckReport report) {
        String target = escaped(report.target());
        out.println(
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        out.println("<title>tickbird check " + target + "</title><style>" + STYLE + "</style></head><body>");
        out.println("<h1>" + target + "</h1><p>PostgreSQL " + report.serverVersion() + ", " + report.takenAt()
                + ". Reading cost the server " + Math.round(report.costMillis()) + " ms.</p><p>"
                + counts(report.findings()) + "</p>");
        report.findings().stream().filter(finding -> !finding.provisional()).forEach(this::write);
        list(
                "Provisional",
                report.findings().stream()
                        .filter(Finding::provisional)
                        .map(finding -> finding.title() + " (" + finding.rule() + ")")
                        .toList());
        list(
                "Could not be judged",
                report.unknown().stream().map(HtmlReport::unknown).toList());
        list("Could not be read", report.gaps().stream().map(HtmlReport::gap).toList());
        out.println("</body></html>");
    }

    private void write(Finding finding) {
        out.println("<article><h2><span class=\"" + finding.severity().label() + "\">"
                + finding.severity().label() + "</span> "
                + escaped(finding.title()) + " <small>" + escaped(finding.rule()) + "</small></h2><p>"
                + escaped(finding.explanation()) + "</p><p class=\"faint\">"
                + finding.evidence().stream()
                        .map(measure -> escaped(measure.measure() + " " + Figures.of(measure)))
                        .collect(Collectors.joining(" · "))
                + "</p><p>" + escaped(finding.remedy()) + "</p>");
        if (!finding.statements().isEmpty()) {
            out.println("<pre>"
                    + finding.statements().stream()
                            .map(statement -> escaped(statement) + ";")
                            .collect(Collectors.joining("\n"))
                    + "</pre>");
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

    private static String counts(List<Finding> findings) {
        return List.of(Severity.EMERGENCY, Severity.CRITICAL, Severity.WARNING, Severity.INFO).stream()
                .map(severity -> "<b class=\"" + severity.label() + "\">"
                        + findings.stream()
                                .filter(finding -> !finding.provisional() && finding.severity() == severity)
                                .count()
                        + "</b> " + severity.label())
                .collect(Collectors.joining(" · "));
    }

    private static String escaped(String text) {
        return Plain.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
