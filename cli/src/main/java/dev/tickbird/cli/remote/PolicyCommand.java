package dev.tickbird.cli.remote;

import picocli.CommandLine.Command;

/** {@code tickbird policy}. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "explain|list",
        description = "What the approval policies of the fleet file mean.",
        subcommands = {PolicyExplainCommand.class, PolicyListCommand.class})
public final class PolicyCommand {}
