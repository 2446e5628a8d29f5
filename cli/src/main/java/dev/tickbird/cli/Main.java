package dev.tickbird.cli;

import dev.tickbird.cli.check.CheckCommand;
import dev.tickbird.cli.check.ProbesCommand;
import dev.tickbird.cli.check.SetupSqlCommand;
import dev.tickbird.cli.embedded.DemoCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code tickbird} command. */
@Command(
        name = "tickbird",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Event-driven agents that keep fleets of PostgreSQL servers healthy.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it went well",
            "1:check found something at or above --fail-on, or demo --once did not close its loop",
            "2:the command line is wrong; the message names the option and the fix",
            "3:a server, Kafka or the console could not be reached or refused us",
        },
        footer = {
            "",
            "Try it: tickbird demo",
            "Look at a database of yours: tickbird check postgres://user@host/database"
        },
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            ProbesCommand.class,
            SetupSqlCommand.class,
            GenerateCompletion.class,
            HelpCommand.class,
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with its subcommands, for this process and for tests. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(new Failures());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }
}
