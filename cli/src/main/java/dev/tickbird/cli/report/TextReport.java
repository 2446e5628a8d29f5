package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.CheckReport.OptOut;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Gap;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A report for a terminal: worst first, with the statement that mends it. Not for more than one report. */
public final class TextReport {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 110;
    private static final String INDENT = "    ";

    private static final int MOST_PROVISIONAL = 10;
    private static final int MOST_SYMPTOMS = 12;

    private final PrintWriter out;
    private final int width;
    private final Set<String> said = new HashSet<>();
    private String lastGroup = "";
    private boolean manyDatabases;

    public TextReport(PrintWriter out, int width) {
        this.out = out;
        this.width = Math.clamp(width, NARROWEST, WIDEST);
    }

    public void write(CheckReport report) {
        out.println(bold(Plain.text(report.target())) + "  PostgreSQL " + report.serverVersion() + "  "
                + report.takenAt().truncatedTo(ChronoUnit.SECONDS) + "  cost the server "
                + Math.round(report.costMillis()) + " ms");
        List<Finding> certain = report.findings().stream()
                .filter(finding -> !finding.provisional())
                .toList();
        List<Finding> provisional =
                report.findings().stream().filter(Finding::provisional).toList();
        manyDatabases = report.findings().stream()
                        .map(finding -> finding.subject().inDatabase())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
        Explained explained = Explained.of(certain);
        String summary = summary(explained.roots(), provisional);
        out.println(summary);
        for (Finding finding : explained.roots()) {
            write(finding);
            symptoms(explained.under(finding));
        }
        out.println();
        provisional(provisional);
        unknown(report.unknown());
        gaps(report.gaps());
        optOuts(report.optOuts());
        if (!certain.isEmpty()) {
            out.println(summary);
        }
    }

    /** What was explained once is not explained again: of the second of a rule only what differs is said. */
    private void write(Finding finding) {
        String group = finding.severity() + finding.rule();
        if (!group.equals(lastGroup)) {
            out.println();
        }
        lastGroup = group;
        boolean again = !said.add(finding.rule());
        hanging(
                severity(finding.severity()),
                finding.severity().label() + "  ",
                Plain.text(finding.title()),
                finding.rule());
        if (said.add(finding.explanation()) && !(again && Prose.alike(finding))) {
            wrap(INDENT, Plain.text(finding.explanation()));
        }
        String figures = Prose.figures(finding, manyDatabases);
        if (!figures.isEmpty()) {
            wrap(INDENT, Plain.text(figures));
        }
        if (said.add(finding.remedy()) && !(again && !finding.statements().isEmpty())) {
            wrap(INDENT, "→ " + Plain.text(finding.remedy()));
        }
        finding.statements().forEach(statement -> out.println(INDENT + "  " + Plain.text(statement) + ";"));
        if (Prose.ofMany(finding)) {
            out.println(INDENT + faint("--each tells them one by one"));
        }
    }

    private void symptoms(List<Finding> symptoms) {
        if (symptoms.isEmpty()) {
            return;
        }
        out.println(INDENT + Prose.explains(symptoms) + ":");
        for (Finding symptom : symptoms.subList(0, Math.min(MOST_SYMPTOMS, symptoms.size()))) {
            wrap(INDENT + "  ", Plain.text("- " + symptom.title() + "  " + symptom.rule()));
        }
        if (symptoms.size() > MOST_SYMPTOMS) {
            out.println(INDENT + "  "
                    + faint("and " + (symptoms.size() - MOST_SYMPTOMS) + " more: --format json has them all"));
        }
    }

    /** The title beside its severity; further lines begin under it. */
    private void hanging(String styled, String plain, String title, String rule) {
        List<String> lines = Prose.lines(title + "  " + rule, width - plain.length());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean last = i == lines.size() - 1 && line.endsWith(rule);
            String text = last ? bold(line.substring(0, line.length() - rule.length())) + faint(rule) : bold(line);
            out.println((i == 0 ? styled + "  " : " ".repeat(plain.length())) + text);
        }
    }

    private void provisional(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.println(bold("Provisional") + faint("  true so far, but it takes weeks of observation to act on it"));
        for (Finding finding : findings.subList(0, Math.min(MOST_PROVISIONAL, findings.size()))) {
            wrap(
                    INDENT,
                    Plain.text(finding.title() + "  " + finding.rule() + "  " + Prose.figures(finding, manyDatabases)));
        }
        if (findings.size() > MOST_PROVISIONAL) {
            out.println(INDENT
                    + faint("and " + (findings.size() - MOST_PROVISIONAL) + " more: --format json has them all"));
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
            wrap(
                    INDENT,
                    Plain.text(reason) + "  " + names + (all.size() > 3 ? " and " + (all.size() - 3) + " more" : ""));
            String fix = all.getFirst().fix();
            if (fix != null) {
                wrap(INDENT + "  ", "would help: " + Plain.text(fix));
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
            wrap(
                    INDENT,
                    Plain.text(gap.probe())
                            + (gap.database() == null ? "" : " in " + Plain.text(gap.database())) + ": "
                            + Plain.text(gap.reason()));
            if (gap.fix() != null) {
                wrap(INDENT + "  ", "would help: " + Plain.text(gap.fix()));
            }
        }
        out.println();
    }

    private void optOuts(List<OptOut> optOuts) {
        if (optOuts.isEmpty()) {
            return;
        }
        out.println(bold("Left out") + faint("  by a comment tickbird:ignore on the object"));
        optOuts.forEach(optOut ->
                wrap(INDENT, Plain.text(optOut.rule() + "  " + optOut.subject().label())));
        out.println();
    }

    private static String summary(List<Finding> certain, List<Finding> provisional) {
        if (certain.isEmpty()) {
            return provisional.isEmpty() ? "Nothing found." : "Nothing found but what is provisional.";
        }
        StringBuilder line = new StringBuilder();
        for (Severity severity : List.of(Severity.EMERGENCY, Severity.CRITICAL, Severity.WARNING, Severity.INFO)) {
            long count = certain.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(severity.label());
            }
        }
        return line + (provisional.isEmpty() ? "" : "; " + provisional.size() + " provisional");
    }

    private void wrap(String indent, String text) {
        Prose.lines(text, width - indent.length()).forEach(line -> out.println(indent + line));
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
