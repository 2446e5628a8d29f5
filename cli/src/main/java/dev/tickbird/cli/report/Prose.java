package dev.tickbird.cli.report;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.finding.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A finding's figures and texts as a person reads them. */
public final class Prose {
    /** Rules of these explain every object in the same words. */
    private static final Set<String> ALIKE = Set.of("index", "bloat", "statistics");

    private static final Set<String> COUNTED = Set.of(Unit.ROWS, Unit.PAGES);
    private static final Set<String> OWN =
            Set.of("index", "table", "sequence", "session", "statement", "lock", "horizon", "setting");

    private static final Set<String> BARE = Set.of("percent", "bytes");
    private static final String SEPARATOR = " · ";

    private Prose() {}

    /** Whether its explanation differs from another one's of its rule by names only. */
    static boolean alike(Finding finding) {
        int dot = finding.rule().indexOf('.');
        return ALIKE.contains(finding.rule().substring(0, Math.max(0, dot)))
                && !(finding.subject() instanceof Subject.Database);
    }

    /** Whether it is told for several. */
    public static boolean ofMany(Finding finding) {
        return finding.evidence().stream()
                .anyMatch(measure ->
                        measure.measure().equals("findings") && measure.value().compareTo(BigDecimal.ONE) > 0);
    }

    /** Where it is, unless its title says so, and the figures that show it. */
    static String figures(Finding finding, boolean withDatabase) {
        List<String> parts = new ArrayList<>();
        String label = finding.subject().label();
        String database = finding.subject().inDatabase();
        boolean told = finding.title().contains(label) || finding.subject() instanceof Subject.Database;
        String where = (told ? "" : label) + (withDatabase && database != null ? " in " + database : "");
        if (!where.isBlank()) {
            parts.add(where.strip());
        }
        finding.evidence().stream().map(Prose::figure).forEach(parts::add);
        finding.expectedGain().stream()
                .filter(gain -> finding.evidence().stream()
                        .noneMatch(measure -> measure.value().compareTo(gain.value()) == 0))
                .map(Prose::gain)
                .forEach(parts::add);
        return String.join(SEPARATOR, parts);
    }

    private static String figure(Measure measure) {
        return name(measure) + " " + value(measure);
    }

    /** What was measured, in words. */
    static String name(Measure measure) {
        return name(measure.measure());
    }

    /** The figure with its unit, and its limit where it has one. */
    static String value(Measure measure) {
        String name = name(measure.measure());
        BigDecimal limit = measure.threshold();
        return value(name, measure.value(), measure.unit())
                + (limit == null || limit.signum() == 0 ? "" : " (limit " + value(name, limit, measure.unit()) + ")");
    }

    /** What stands under a cause. */
    static String explains(List<Finding> symptoms) {
        return symptoms.size() == 1
                ? "It explains one more finding"
                : "It explains " + symptoms.size() + " more findings";
    }

    /** {@code table.dead-rows} is dead rows; {@code bloat.percent} is bloat, for its unit says the rest. */
    private static String name(String measure) {
        int dot = measure.indexOf('.');
        String rest = measure.substring(dot + 1);
        if (dot > 0 && measure.startsWith("total.")) {
            return "total " + name(rest);
        }
        String words = dot > 0 && BARE.contains(rest) ? measure.substring(0, dot) : shortened(measure, dot);
        return words.replaceAll("-percent$", "").replace('-', ' ').replace('.', ' ');
    }

    /** What the finding is about goes without saying; whose figure it is otherwise does not: the twin's, the parent's. */
    private static String shortened(String measure, int dot) {
        return dot > 0 && OWN.contains(measure.substring(0, dot)) ? measure.substring(dot + 1) : measure;
    }

    private static String value(String name, BigDecimal value, String unit) {
        return COUNTED.contains(unit) && name.endsWith(unit) ? Figures.of(value, Unit.COUNT) : Figures.of(value, unit);
    }

    private static String gain(Measure gain) {
        return gain.unit().equals(Unit.BYTES)
                ? "gives back " + Figures.of(gain)
                : "gives back " + value(name(gain.measure()), gain.value(), gain.unit()) + " " + name(gain.measure());
    }

    /** At most that wide where words allow it. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && Columns.of(line.toString()) + 1 + Columns.of(word) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
