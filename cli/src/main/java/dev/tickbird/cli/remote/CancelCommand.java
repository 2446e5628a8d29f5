package dev.tickbird.cli.remote;

import picocli.CommandLine.Command;

/** {@code tickbird cancel ID --reason TEXT}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Stops an action even while it runs; what it left half done is cleaned up.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class CancelCommand extends ReasonedDecision {
    public CancelCommand() {
        super("cancel", "Told the executor to stop");
    }
}
