package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird standing list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists standing approvals: whose they are, what they cover, and whether they count now.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
final class StandingListCommand extends RemoteCommand {
    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode all = console.get("standing");
        if (format == Listing.Format.JSON) {
            PlainJson.print(all, out);
        } else if (all.isEmpty()) {
            out.println("Nothing is approved ahead.");
        } else {
            Table table =
                    new Table("ID", "BY", "STATE", "INSTANCES", "DATABASES", "ACTIONS", "OBJECTS", "RUNS/DAY", "UNTIL");
            all.forEach(entry -> row(entry, table));
            table.print(out, Screen.width());
        }
        return 0;
    }

    private static void row(JsonNode entry, Table table) {
        JsonNode approval = entry.path("approval");
        table.row(
                approval.path("id").asText(),
                approval.path("by").asText(),
                entry.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                words(approval.path("instances")),
                words(approval.path("databases")),
                words(approval.path("actions")),
                words(approval.path("objects")),
                approval.path("runsPerDay").asText(),
                Times.brief(approval.path("until").asText()));
    }

    private static String words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
}
