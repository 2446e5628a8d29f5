package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Gap;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A report for a terminal: worst first, with the statement that mends it. */
public final class TextReport {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 110;
    private static final String INDENT = "    ";

    private final PrintWriter out;
    private final int width;

    public TextReport(PrintWriter out, int width) {
        this.out = out;
        this.width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /** What the terminal says of itself, else 100 columns. */
    public static int terminalWidth() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 100;
    }

    public void write(CheckReport report) {
        out.println(bold(Plain.text(report.target())) + "  PostgreSQL " + report.serverVersion() + "  "
                + report.takenAt().truncatedTo(ChronoUnit.SECONDS) + "  cost the server "
                + Math.round(report.costMillis()) + " ms");
        out.println();
        report.findings().stream().filter(finding -> !finding.provisional()).forEach(this::write);
        provisional(report.findings().stream().filter(Finding::provisional).toList());
        unknown(report.unknown());
        gaps(report.gaps());
        out.println(summary(report.findings()));
    }

    private void write(Finding finding) {
        out.println(
                severity(finding.severity()) + "  " + bold(Plain.text(finding.title())) + "  " + faint(finding.rule()));
        String where = finding.subject().inDatabase() == null
                ? ""
                : " in " + Plain.text(String.valueOf(finding.subject().inDatabase()));
        out.println(INDENT + faint(Plain.text(finding.subject().label()) + where));
        wrap(Plain.text(finding.explanation()));
        out.println(
                INDENT + finding.evidence().stream().map(TextReport::evidence).collect(Collectors.joining(" · ")));
        wrap("→ " + Plain.text(finding.remedy()));
        finding.statements().forEach(statement -> out.println(INDENT + "  " + Plain.text(statement) + ";"));
        if (!finding.expectedGain().isEmpty()) {
            out.println(INDENT
                    + faint("gives back "
                            + finding.expectedGain().stream()
                                    .map(gain -> Figures.of(gain) + " " + gain.measure())
                                    .collect(Collectors.joining(", "))));
        }
        out.println();
    }

    private void provisional(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.println(bold("Provisional") + faint("  true so far, but it takes weeks of observation to act on it"));
        for (Finding finding : findings) {
            out.println(INDENT + Plain.text(finding.title()) + "  "
                    + faint(finding.rule() + "  "
                            + finding.evidence().stream()
                                    .map(TextReport::evidence)
                                    .collect(Collectors.joining(" · "))));
        }
        out.println();
    }

    private void unknown(List<Unknown> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        out.println(bold("Could not be judged"));
        Map<String, List<Unknown>> byReason = unknown.stream()
                .collect(Collectors.groupingBy(
                        open -> open.rule() + ": " + open.reason(), TreeMap::new, Collectors.toList()));
        byReason.forEach((reason, all) -> {
            String names = all.stream()
                    .limit(3)
                    .map(open -> Plain.text(open.subject().label()))
                    .collect(Collectors.joining(", "));
            out.println(INDENT + Plain.text(reason) + "  "
                    + faint(names + (all.size() > 3 ? " and " + (all.size() - 3) + " more" : "")));
            String fix = all.getFirst().fix();
            if (fix != null) {
                out.println(INDENT + "  " + faint("would help: " + Plain.text(fix)));
            }
        });
        out.println();
    }

    private void gaps(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        out.println(bold("Could not be read"));
        for (Gap gap : gaps) {
            out.println(INDENT + Plain.text(gap.probe())
                    + (gap.database() == null ? "" : " in " + Plain.text(gap.database())) + ": "
                    + Plain.text(gap.reason()));
            if (gap.fix() != null) {
                out.println(INDENT + "  " + faint("would help: " + Plain.text(gap.fix())));
            }
        }
        out.println();
    }

    private String summary(List<Finding> findings) {
        if (findings.stream().allMatch(Finding::provisional)) {
            return findings.isEmpty() ? "Nothing found." : "Nothing found but what is provisional.";
        }
        StringBuilder line = new StringBuilder();
        for (Severity severity : List.of(Severity.EMERGENCY, Severity.CRITICAL, Severity.WARNING, Severity.INFO)) {
            long count = findings.stream()
                    .filter(finding -> !finding.provisional() && finding.severity() == severity)
                    .count();
            if (count > 0) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(severity.label());
            }
        }
        return line.toString();
    }

    private static String evidence(Measure measure) {
        String limit = measure.threshold() == null
                ? ""
                : " (limit "
                        + Figures.of(new Measure(measure.measure(), measure.threshold(), measure.unit(), null, null))
                        + ")";
        return measure.measure() + " " + Figures.of(measure) + limit;
    }

    private void wrap(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > width) {
                out.println(INDENT + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            out.println(INDENT + line);
        }
    }

    private static String severity(Severity severity) {
        String word = severity.label().toUpperCase(Locale.ROOT);
        return switch (severity) {
            case EMERGENCY -> styled("bold,magenta", word);
            case CRITICAL -> styled("bold,red", word);
            case WARNING -> styled("bold,yellow", word);
            case INFO -> styled("cyan", word);
        };
    }

    private static String bold(String text) {
        return styled("bold", text);
    }

    private static String faint(String text) {
        return styled("faint", text);
    }

    /** Only where the terminal shows colours; the text never becomes markup. */
    private static String styled(String style, String text) {
        if (!Ansi.AUTO.enabled()) {
            return text;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
    }
}
