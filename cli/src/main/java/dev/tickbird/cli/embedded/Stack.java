package dev.tickbird.cli.embedded;

import dev.tickbird.alerter.app.AlerterAgent;
import dev.tickbird.alerter.app.AlerterConfig;
import dev.tickbird.analyzer.app.AnalyzerAgent;
import dev.tickbird.analyzer.app.AnalyzerConfig;
import dev.tickbird.collector.app.CollectorAgent;
import dev.tickbird.collector.app.CollectorSettings;
import dev.tickbird.console.app.ConsoleAgent;
import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.executor.app.ExecutorAgent;
import dev.tickbird.executor.app.ExecutorConfig;
import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.TopicAdmin;
import dev.tickbird.runtime.kafka.TopicSettings;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;

/** A broker and all agents in this process, each from the same configuration text that its own process would read. */
final class Stack implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
    private final InstantSource clock = InstantSource.system();
    private final KafkaSettings settings;

    private Stack(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Starts the broker and creates the topics. */
    static Stack start(EmbeddedKafka.Options options, int partitions) {
        EmbeddedKafka broker = EmbeddedKafka.start(options);
        Stack stack = new Stack(KafkaSettings.plaintext(broker.bootstrapServers(), Topic.DEFAULT_PREFIX, partitions));
        stack.shutdown.add("broker", broker);
        try (Admin admin = stack.clients("topics").admin()) {
            new TopicAdmin(admin, stack.settings, TopicSettings.EMBEDDED).apply();
        }
        return stack;
    }

    String bootstrap() {
        return settings.bootstrapServers();
    }

    KafkaClients clients(String who) {
        return new KafkaClients(settings, who);
    }

    void collector(Path trust, Path credentials) {
        shutdown.add(
                "collector",
                CollectorAgent.start(
                        CollectorSettings.of("default"),
                        clients("collector"),
                        TrustedKeys.load(trust, clock),
                        Credentials.ofThisProcess(CredentialBindings.read(credentials)),
                        clock,
                        AgentMetrics.registry("collector")));
    }

    void analyzer(String yaml) {
        shutdown.add(
                "analyzer", AnalyzerAgent.start(StrictYaml.parse(yaml, "analyzer.yml", AnalyzerConfig.class), clock));
    }

    void executor(String yaml) {
        shutdown.add(
                "executor",
                ExecutorAgent.start(StrictYaml.parse(yaml, "executor-agent.yml", ExecutorConfig.class), clock));
    }

    void alerter(String yaml) {
        shutdown.add("alerter", AlerterAgent.start(StrictYaml.parse(yaml, "alerter.yml", AlerterConfig.class), clock));
    }

    ConsoleAgent console(String yaml) {
        return shutdown.add(
                "console", ConsoleAgent.start(StrictYaml.parse(yaml, "console.yml", ConsoleConfig.class), clock));
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
