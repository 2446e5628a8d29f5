package dev.tickbird.cli.agent;

import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.config.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird agent collector} and the like. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nA file with all the usual keys:%n%n")
final class RunAgentCommand<C> implements Callable<Integer> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    /** The examples have comments at the end of their lines. */
    private static final int WIDTH = 120;

    private final Agent<C> agent;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "the agent's file")
    private Path config = Path.of("");

    private RunAgentCommand(Agent<C> agent) {
        this.agent = agent;
    }

    static <C> CommandLine line(Agent<C> agent) {
        CommandLine line = new CommandLine(new RunAgentCommand<>(agent));
        List<String> footer = new ArrayList<>();
        example(agent.name())
                .lines()
                .map(text -> "  " + text.replace("%", "%%"))
                .forEach(footer::add);
        line.getCommandSpec()
                .name(agent.name())
                .usageMessage()
                .width(WIDTH)
                .description(agent.about())
                .footer(footer.toArray(String[]::new));
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        C read = StrictYaml.load(config, agent.config());
        try (Shutdown shutdown = new Shutdown(CLOSE_LIMIT)) {
            shutdown.onProcessEnd();
            AgentProcess.start(agent, read, shutdown);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static String example(String name) {
        try (InputStream in = RunAgentCommand.class.getResourceAsStream("/config/" + name + ".yml")) {
            if (in == null) {
                throw new IllegalStateException("resource /config/" + name + ".yml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
