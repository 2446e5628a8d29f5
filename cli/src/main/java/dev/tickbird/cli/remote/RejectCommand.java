package dev.tickbird.cli.remote;

import picocli.CommandLine.Command;

/** {@code tickbird reject ID --reason TEXT}. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description = "Rejects a proposal, with a reason.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class RejectCommand extends ReasonedDecision {
    public RejectCommand() {
        super("reject", "Rejected");
    }
}
