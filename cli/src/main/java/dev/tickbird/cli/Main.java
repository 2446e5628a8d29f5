package dev.tickbird.cli;

import dev.tickbird.cli.agent.AgentCommand;
import dev.tickbird.cli.audit.AuditCommand;
import dev.tickbird.cli.backtest.BacktestCommand;
import dev.tickbird.cli.check.CheckCommand;
import dev.tickbird.cli.check.ProbesCommand;
import dev.tickbird.cli.check.SetupSqlCommand;
import dev.tickbird.cli.embedded.DemoCommand;
import dev.tickbird.cli.embedded.UpCommand;
import dev.tickbird.cli.fleet.FleetCommand;
import dev.tickbird.cli.fleet.PauseCommand;
import dev.tickbird.cli.fleet.ResumeCommand;
import dev.tickbird.cli.kafka.TopicsCommand;
import dev.tickbird.cli.keys.KeysCommand;
import dev.tickbird.cli.remote.AcknowledgeCommand;
import dev.tickbird.cli.remote.ActionsCommand;
import dev.tickbird.cli.remote.ApproveCommand;
import dev.tickbird.cli.remote.CancelCommand;
import dev.tickbird.cli.remote.FindingsCommand;
import dev.tickbird.cli.remote.LoginCommand;
import dev.tickbird.cli.remote.PipelineCommand;
import dev.tickbird.cli.remote.PolicyCommand;
import dev.tickbird.cli.remote.ProposalsCommand;
import dev.tickbird.cli.remote.RehearseCommand;
import dev.tickbird.cli.remote.RejectCommand;
import dev.tickbird.cli.remote.RevokeCommand;
import dev.tickbird.cli.remote.SchedulesCommand;
import dev.tickbird.cli.remote.SnoozeCommand;
import dev.tickbird.cli.remote.StandingCommand;
import dev.tickbird.cli.remote.UnwaiveCommand;
import dev.tickbird.cli.remote.WaiveCommand;
import dev.tickbird.cli.users.UsersCommand;
import dev.tickbird.cli.view.ConnectionsCommand;
import dev.tickbird.cli.view.HealthCommand;
import dev.tickbird.cli.view.IndexesCommand;
import dev.tickbird.cli.view.LocksCommand;
import dev.tickbird.cli.view.QueriesCommand;
import dev.tickbird.cli.view.SequencesCommand;
import dev.tickbird.cli.view.SettingsCommand;
import dev.tickbird.cli.view.TablesCommand;
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
        footer = {
            "",
            "Try it: tickbird demo",
            "Look at a database of yours: tickbird check postgres://user@host/database"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            CheckCommand.class,
            HealthCommand.class,
            TablesCommand.class,
            IndexesCommand.class,
            QueriesCommand.class,
            ConnectionsCommand.class,
            LocksCommand.class,
            SequencesCommand.class,
            SettingsCommand.class,
            ProbesCommand.class,
            SetupSqlCommand.class,
            LoginCommand.class,
            FindingsCommand.class,
            AcknowledgeCommand.class,
            WaiveCommand.class,
            UnwaiveCommand.class,
            ProposalsCommand.class,
            ActionsCommand.class,
            PipelineCommand.class,
            SchedulesCommand.class,
            PolicyCommand.class,
            StandingCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            SnoozeCommand.class,
            RevokeCommand.class,
            CancelCommand.class,
            RehearseCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            UsersCommand.class,
            FleetCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            BacktestCommand.class,
            TopicsCommand.class,
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
        line.addSubcommand(AgentCommand.line());
        line.setExecutionExceptionHandler(new Failures());
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.table()).exitCodeListHeading("%nExit codes:%n");
        line.getCommandSpec().exitCodeOnExecutionException(ExitCode.INTERNAL);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }
}
