package dev.tickbird.cli.fleet;

import picocli.CommandLine.Command;

/** {@code tickbird fleet}: the fleet file and its way onto the topics. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "validate|diff|apply",
        description =
                "Checks the file that says what is watched, compares it with the topics, and puts it there, signed.",
        footer = {
            "",
            "A small file:",
            "  defaults:",
            "    monitor: {user: tickbird_monitor, credential: \"env:MONITOR_PASSWORD\"}",
            "  instances:",
            "    - name: orders-prod",
            "      host: db1.example.com",
            "docs/configuration.md has every key."
        },
        subcommands = {FleetValidateCommand.class, FleetDiffCommand.class, FleetApplyCommand.class})
public final class FleetCommand {}
