package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import dev.tickbird.schemas.common.Severity;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all lists share, and how a list is printed. */
final class Listing {
    static final int MOST = 500;

    /** How a list is written. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "at least info, warning, critical or emergency")
    private @Nullable Severity severity;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "only in this state, e.g. open or succeeded; repeatable")
    private List<String> states = List.of();

    @Option(names = "--instance", paramLabel = "NAME", description = "only of this instance")
    private String instance = "";

    @Option(names = "--rule", paramLabel = "RULE", description = "only of this rule, e.g. index.duplicate")
    private String rule = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Format format = Format.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many at most, up to 500 (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "which page of that length, from 1")
    private int page = 1;

    Map<String, String> parameters(List<String> usualStates) {
        if (limit < 1 || limit > MOST) {
            throw new Problem("--limit " + limit + ": give 1 to " + MOST, Problem.USAGE);
        }
        if (page < 1) {
            throw new Problem("--page " + page + ": pages are counted from 1", Problem.USAGE);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", String.join(",", states.isEmpty() ? usualStates : states));
        parameters.put("instance", instance);
        parameters.put("rule", rule);
        parameters.put("severity", severity == null ? "" : severity.label());
        parameters.put("limit", Integer.toString(limit));
        parameters.put("offset", Long.toString((page - 1L) * limit));
        return parameters;
    }

    boolean json() {
        return format == Format.JSON;
    }

    /** Fills a table. */
    @FunctionalInterface
    interface Rows {
        void fill(JsonNode item, Table table);
    }

    void print(JsonNode items, PrintWriter out, Table table, Rows rows, String none) {
        if (format == Format.JSON) {
            PlainJson.print(items, out);
            return;
        }
        if (items.isEmpty()) {
            out.println(page > 1 ? "There is no page " + page + "." : none);
            return;
        }
        items.forEach(item -> rows.fill(item, table));
        table.print(out, Screen.width());
        if (items.size() == limit) {
            out.println("There may be more: --page " + (page + 1));
        }
    }

    static String style(String severity) {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "emergency" -> "bold,magenta";
            case "critical", "high" -> "bold,red";
            case "warning", "medium" -> "bold,yellow";
            case "info", "low" -> "cyan";
            default -> "";
        };
    }
}
