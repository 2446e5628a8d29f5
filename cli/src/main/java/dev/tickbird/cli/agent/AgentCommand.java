package dev.tickbird.cli.agent;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tickbird agent NAME}. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        description = "Runs one agent until SIGTERM. tickbird agent NAME --help shows the keys of its file.")
public final class AgentCommand {
    /** The command with one subcommand for every agent. */
    public static CommandLine line() {
        CommandLine line = new CommandLine(new AgentCommand());
        Agents.ALL.forEach(agent -> line.addSubcommand(agent.name(), RunAgentCommand.line(agent)));
        return line;
    }
}
