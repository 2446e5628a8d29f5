package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird actions show ID}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one action in full: what was decided, every step, what it waited for, before and after.",
        footer = {"", Connection.HELP})
final class ActionShowCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode detail = console.get("actions/" + Ids.action(console, id));
        if (format == Listing.Format.JSON) {
            PlainJson.print(detail, out);
            return 0;
        }
        Shown shown = Shown.of(detail);
        if (shown.proposal() != null) {
            ProposalSheet.print(shown, out);
        }
        Timeline.print(shown, out);
        return 0;
    }
}
