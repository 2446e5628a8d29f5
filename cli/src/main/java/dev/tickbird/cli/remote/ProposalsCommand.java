package dev.tickbird.cli.remote;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tickbird proposals}. */
@Command(
        name = "proposals",
        mixinStandardHelpOptions = true,
        description = "Lists what waits for a decision (--state proposed), newest first.",
        subcommands = {ProposalShowCommand.class, ProposalExportCommand.class},
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class ProposalsCommand extends RemoteCommand {
    @Mixin
    private final Listing listing = new Listing();

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        listing.print(
                console.get("actions", listing.parameters(List.of("proposed"))),
                out,
                ActionRows.table(),
                ActionRows::row,
                "Nothing waits for a decision.");
        return 0;
    }
}
