package dev.tickbird.cli.embedded;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.agent.Agent;
import dev.tickbird.cli.agent.Agents;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agents' files of a folder, all read before anything starts.
 *
 * @param agents all but the console
 * @param kafka the same for all
 */
record AgentFiles(List<Read<?>> agents, @Nullable ConsoleConfig console, KafkaSettings kafka) {
    AgentFiles {
        agents = List.copyOf(agents);
    }

    /** One agent's file. */
    record Read<C>(Agent<C> agent, C config) {
        void run(Stack stack) {
            stack.run(agent, config);
        }

        KafkaSettings kafka() {
            return agent.kafka().apply(config);
        }
    }

    /** Reads the files that are there; fails with what is wrong in any of them. */
    static AgentFiles read(Path folder) {
        List<Read<?>> all = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (Agent<?> agent : Agents.ALL) {
            Path file = folder.resolve(agent.name() + ".yml");
            if (Files.exists(file)) {
                try {
                    all.add(read(agent, file));
                } catch (ConfigurationException e) {
                    complaints.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!complaints.isEmpty()) {
            throw new ConfigurationException(String.join("\n", complaints));
        }
        if (all.isEmpty()) {
            throw new Problem(
                    "the folder " + folder
                            + " holds no agent's file: it may have collector.yml, analyzer.yml, console.yml,"
                            + " executor.yml and alerter.yml (tickbird agent NAME --help shows one)",
                    ExitCode.USAGE);
        }
        return of(folder, all);
    }

    private static AgentFiles of(Path folder, List<Read<?>> all) {
        KafkaSettings kafka = all.getFirst().kafka();
        for (Read<?> read : all) {
            if (!read.kafka().topicPrefix().equals(kafka.topicPrefix())
                    || read.kafka().partitions() != kafka.partitions()
                    || !read.kafka().bootstrapServers().equals(kafka.bootstrapServers())) {
                throw new Problem(
                        "the files in " + folder + " name different Kafkas: the kafka: blocks of "
                                + all.getFirst().agent().name() + ".yml and "
                                + read.agent().name() + ".yml differ",
                        ExitCode.USAGE);
            }
        }
        ConsoleConfig console = null;
        List<Read<?>> others = new ArrayList<>();
        for (Read<?> read : all) {
            if (read.config() instanceof ConsoleConfig found) {
                console = found;
            } else {
                others.add(read);
            }
        }
        return new AgentFiles(others, console, kafka);
    }

    private static <C> Read<C> read(Agent<C> agent, Path file) {
        return new Read<>(agent, StrictYaml.load(file, agent.config()));
    }

    List<String> names() {
        List<String> names =
                new ArrayList<>(agents.stream().map(read -> read.agent().name()).toList());
        if (console != null) {
            names.add(Agents.CONSOLE.name());
        }
        return names;
    }
}
