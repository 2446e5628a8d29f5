package dev.tickbird.cli.remote;

import dev.tickbird.schemas.execution.ActionState;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tickbird actions}. */
@Command(
        name = "actions",
        mixinStandardHelpOptions = true,
        description =
                "Lists what was decided, runs or has ended, newest first. States: approved, queued, retry_wait, running,"
                        + " verifying, succeeded, rejected, expired, withdrawn, revoked, stale, skipped, failed, aborted, undone.",
        subcommands = ActionShowCommand.class,
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class ActionsCommand extends RemoteCommand {
    private static final List<String> DECIDED = Arrays.stream(ActionState.values())
            .filter(state -> state != ActionState.PROPOSED)
            .map(ActionState::name)
            .toList();

    @Mixin
    private final Listing listing = new Listing();

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        listing.print(
                console.get("actions", listing.parameters(DECIDED)),
                out,
                ActionRows.table(),
                ActionRows::row,
                "There are no such actions.");
        return 0;
    }
}
