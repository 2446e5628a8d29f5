package dev.tickbird.cli.audit;

import picocli.CommandLine.Command;

/** {@code tickbird audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "verify|log|accept",
        description = "Who approved what, which statements ran, and whether the record of it is whole.",
        subcommands = {VerifyCommand.class, LogCommand.class, AcceptCommand.class})
public final class AuditCommand {}
