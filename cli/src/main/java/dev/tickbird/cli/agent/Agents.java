package dev.tickbird.cli.agent;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tickbird.alerter.app.AlerterAgent;
import dev.tickbird.alerter.app.AlerterConfig;
import dev.tickbird.analyzer.app.AnalyzerAgent;
import dev.tickbird.analyzer.app.AnalyzerConfig;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.agent.Agent.Running;
import dev.tickbird.collector.app.CollectorConfig;
import dev.tickbird.collector.app.CollectorProcess;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.executor.app.ExecutorAgent;
import dev.tickbird.executor.app.ExecutorConfig;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;

/** All agents. */
public final class Agents {
    public static final Agent<CollectorConfig> COLLECTOR = new Agent<>(
            "collector",
            "Reads PostgreSQL servers and publishes snapshots.",
            CollectorConfig.class,
            CollectorConfig::kafka,
            (config, clock) -> {
                CollectorProcess agent = CollectorProcess.start(config, clock);
                return new Running(agent, agent.server().address(), null);
            });

    public static final Agent<AnalyzerConfig> ANALYZER = new Agent<>(
            "analyzer",
            "Makes findings and proposals of snapshots.",
            AnalyzerConfig.class,
            AnalyzerConfig::kafka,
            Agents::analyzer);

    public static final Agent<ExecutorConfig> EXECUTOR = new Agent<>(
            "executor",
            "Runs what was approved. The only agent that holds credentials which can write.",
            ExecutorConfig.class,
            ExecutorConfig::kafka,
            (config, clock) -> {
                ExecutorAgent agent = ExecutorAgent.start(config, clock);
                return new Running(agent, agent.server().address(), null);
            });

    public static final Agent<ConsoleConfig> CONSOLE = new Agent<>(
            "console",
            "Serves the pages and the API, counts approvals and signs orders.",
            ConsoleConfig.class,
            ConsoleConfig::kafka,
            (config, clock) -> {
                ConsoleAgent agent = console(config, clock);
                return new Running(agent, agent.server().address(), agent.address());
            });

    public static final Agent<AlerterConfig> ALERTER = new Agent<>(
            "alerter",
            "Tells Slack and mail about findings, proposals and outcomes.",
            AlerterConfig.class,
            AlerterConfig::kafka,
            (config, clock) -> {
                AlerterAgent agent = AlerterAgent.start(config, clock);
                return new Running(agent, agent.server().address(), null);
            });

    /** In the order of the flow. */
    public static final List<Agent<?>> ALL = List.of(COLLECTOR, ANALYZER, CONSOLE, EXECUTOR, ALERTER);

    private Agents() {}

    private static Running analyzer(AnalyzerConfig config, InstantSource clock) {
        try {
            AnalyzerAgent agent = AnalyzerAgent.start(config, clock);
            return new Running(agent, agent.server().address(), null);
        } catch (StreamsException e) {
            throw new Problem(
                    "the state folder " + config.state() + " cannot be used (" + e.getMessage()
                            + "): does another analyzer run there?",
                    ExitCode.USAGE);
        }
    }

    /** Starts a console, or says why its database cannot be used. */
    public static ConsoleAgent console(ConsoleConfig config, InstantSource clock) {
        try {
            return ConsoleAgent.start(config, clock);
        } catch (PoolInitializationException e) {
            ConsoleConfig.Database database = config.database();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Problem(
                    "the console's database " + database.name() + " at " + database.host() + ":" + database.port()
                            + " cannot be used as " + database.user() + ": " + cause.getMessage(),
                    ExitCode.UNREACHABLE);
        }
    }
}
