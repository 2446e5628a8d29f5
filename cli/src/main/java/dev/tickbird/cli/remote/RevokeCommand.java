package dev.tickbird.cli.remote;

import picocli.CommandLine.Command;

/** {@code tickbird revoke ID --reason TEXT}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Takes an approval back while the action has not begun.",
        footer = {"", Connection.HELP, Connection.HELP_TOKEN})
public final class RevokeCommand extends ReasonedDecision {
    public RevokeCommand() {
        super("revoke", "Revoked, if it has not begun meanwhile");
    }
}
