package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.report.PlainJson;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird proposals show ID}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows one proposal in full: exact statements, risk, target, undo, benefit, digest, who must approve.",
        footer = {"", Connection.HELP})
final class ProposalShowCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the action; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode detail = console.get("actions/" + Ids.action(console, id));
        if (format == Listing.Format.JSON) {
            PlainJson.print(detail, out);
        } else {
            ProposalSheet.print(Shown.of(detail), out);
        }
        return 0;
    }
}
