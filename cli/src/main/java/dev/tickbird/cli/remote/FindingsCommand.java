package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tickbird findings}. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description =
                "Lists what is wrong in the fleet, worst first. States: open (default), pending, unknown, resolved.",
        subcommands = FindingShowCommand.class,
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class FindingsCommand extends RemoteCommand {
    @Mixin
    private final Listing listing = new Listing();

    @Option(names = "--waived", description = "those that are waived, which are left out otherwise")
    private boolean waived;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        Map<String, String> parameters = listing.parameters(List.of("open"));
        parameters.put("waived", Boolean.toString(waived));
        JsonNode items = console.get("findings", parameters);
        Table table = new Table("SEVERITY", "ID", "INSTANCE", "RULE", "STATE", "AGE", "TITLE");
        listing.print(items, out, table, FindingsCommand::row, "There are no such findings.");
        if (!waived && !listing.json()) {
            parameters.put("waived", "true");
            parameters.put("offset", "0");
            parameters.put("limit", Integer.toString(Listing.MOST));
            int more = console.get("findings", parameters).size();
            if (more > 0) {
                out.println(
                        more + (more == 1 ? " is" : " are") + " waived: --waived shows " + (more == 1 ? "it" : "them"));
            }
        }
        return 0;
    }

    private static void row(JsonNode finding, Table table) {
        String severity = finding.path("severity").asText();
        String state = finding.path("state").asText().toLowerCase(Locale.ROOT);
        table.styled(
                Listing.style(severity),
                severity,
                Ids.brief(finding.path("id").asText()),
                finding.path("instance").asText(),
                finding.path("rule").asText(),
                finding.path("provisional").asBoolean() ? "provisional" : state,
                Times.age(finding.path("since").asText()),
                finding.path("title").asText());
    }
}
