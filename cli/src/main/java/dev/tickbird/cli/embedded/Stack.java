package dev.tickbird.cli.embedded;

import dev.tickbird.cli.agent.Agent;
import dev.tickbird.cli.agent.Agent.Running;
import dev.tickbird.cli.agent.Agents;
import dev.tickbird.cli.kafka.KafkaAnswer;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicSettings;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;

/** The agents of one process, each from the configuration that its own process would read; with a broker of its own or without. */
final class Stack implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
    private final InstantSource clock = InstantSource.system();
    private final KafkaSettings settings;

    private Stack(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Starts a broker and creates the topics. */
    static Stack embedded(EmbeddedKafka.Options options, int partitions) {
        EmbeddedKafka broker = EmbeddedKafka.start(options);
        Stack stack = new Stack(KafkaSettings.plaintext(broker.bootstrapServers(), Topic.DEFAULT_PREFIX, partitions));
        stack.shutdown.add("broker", broker);
        stack.createTopics(TopicSettings.EMBEDDED);
        return stack;
    }

    /** On a Kafka that answers already; creates the topics that are missing. */
    static Stack on(KafkaSettings settings) {
        Stack stack = new Stack(settings);
        stack.createTopics(TopicSettings.CLUSTER);
        return stack;
    }

    private void createTopics(TopicSettings layout) {
        try (Admin admin = KafkaAnswer.admin(clients("topics"))) {
            new TopicAdmin(admin, settings, layout).apply();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    String bootstrap() {
        return settings.bootstrapServers();
    }

    KafkaClients clients(String who) {
        return new KafkaClients(settings, who);
    }

    /** Starts an agent from the text of its file. */
    <C> Running run(Agent<C> agent, String yaml) {
        return run(agent, StrictYaml.parse(yaml, agent.name() + ".yml", agent.config()));
    }

    <C> Running run(Agent<C> agent, C config) {
        Running running = agent.start().apply(config, clock);
        shutdown.add(agent.name(), running.process());
        return running;
    }

    /** Starts the console, which alone makes login links. */
    ConsoleAgent console(ConsoleConfig config) {
        return shutdown.add(Agents.CONSOLE.name(), Agents.console(config, clock));
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
