package dev.tickbird.cli.view;

import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.snapshot.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird settings URL}. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Lists settings that differ from PostgreSQL's defaults; those that wait for a restart first.",
        footer = {"", "Settings that may hold a secret are left out.", ViewCommand.READS_ONLY})
public final class SettingsCommand extends ViewCommand {
    private static final Pattern SIZE = Pattern.compile("([0-9]*)(B|kB|MB|GB)");

    @Option(names = "--all", description = "also those at their default that the rules look at")
    private boolean all;

    @Override
    List<Column> columns() {
        return List.of(
                Column.name("setting", "SETTING"),
                Column.name("value", "VALUE"),
                Column.detail("unit"),
                Column.name("source", "SOURCE"),
                Column.name("pendingRestart", "RESTART"));
    }

    @Override
    List<Row> rows(Look look) {
        return look.facts().settings().entrySet().stream()
                .filter(entry -> all
                        || entry.getValue().pendingRestart()
                        || !entry.getValue().source().equals("default"))
                .sorted(Map.Entry.<String, Setting>comparingByValue(
                                (a, b) -> Boolean.compare(b.pendingRestart(), a.pendingRestart()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    String none() {
        return "Every setting is at its default.";
    }

    private static Row row(String name, Setting setting) {
        return Row.of(
                setting.pendingRestart() ? "bold,yellow" : "",
                Cell.text(name),
                new Cell(setting.value(), shown(setting)),
                Cell.text(setting.unit()),
                Cell.text(setting.source()),
                new Cell(setting.pendingRestart(), setting.pendingRestart() ? "waits for one" : ""));
    }

    /** {@code 16384} of {@code 8kB} as {@code 128 MB}. */
    static String shown(Setting setting) {
        String unit = setting.unit();
        if (unit == null || !setting.value().matches("[0-9]{1,15}")) {
            return setting.value();
        }
        long value = Long.parseLong(setting.value());
        Matcher size = SIZE.matcher(unit);
        if (size.matches()) {
            long times = size.group(1).isEmpty() ? 1 : Long.parseLong(size.group(1));
            return Figures.bytes((double) value * times * bytes(size.group(2)));
        }
        return switch (unit) {
            case "ms" -> value < 10_000 ? value + " ms" : Figures.span(Duration.ofMillis(value));
            case "s" -> Figures.span(Duration.ofSeconds(value));
            case "min" -> Figures.span(Duration.ofMinutes(value));
            default -> setting.value();
        };
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "kB" -> 1024;
            case "MB" -> 1024 * 1024;
            case "GB" -> 1024 * 1024 * 1024;
            default -> 1;
        };
    }
}
