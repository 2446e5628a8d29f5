package dev.tickbird.cli.remote;

import picocli.CommandLine.Command;

/** {@code tickbird standing}. */
@Command(
        name = "standing",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "new|list|revoke",
        description = "Approvals ahead of what returns, within bounds that you sign with your own key.",
        subcommands = {StandingNewCommand.class, StandingListCommand.class, StandingRevokeCommand.class})
public final class StandingCommand {}
