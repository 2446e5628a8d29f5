package dev.tickbird.cli.kafka;

import picocli.CommandLine.Command;

/** {@code tickbird topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "apply|show",
        description = "Creates Tickbird's topics, and shows them beside what they should be.",
        subcommands = {TopicsApplyCommand.class, TopicsShowCommand.class})
public final class TopicsCommand {}
