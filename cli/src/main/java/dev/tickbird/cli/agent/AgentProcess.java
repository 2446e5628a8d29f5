package dev.tickbird.cli.agent;

import dev.tickbird.cli.agent.Agent.Running;
import dev.tickbird.cli.kafka.KafkaAnswer;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.kafka.BrokerWatch;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an agent once Kafka answers and has its topics. */
public final class AgentProcess {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private AgentProcess() {}

    /** Waits for Kafka as long as it takes, after one line that says so; what is opened is closed by the shutdown. */
    public static <C> Running start(Agent<C> agent, C config, Shutdown shutdown) throws InterruptedException {
        KafkaSettings kafka = agent.kafka().apply(config);
        awaitKafka(kafka, shutdown);
        Topics.require(new KafkaClients(kafka, "tickbird"));
        Running running = agent.start().apply(config, InstantSource.system());
        shutdown.add(agent.name(), running.process());
        LOG.info(
                "{} runs; health and metrics at http://{}:{}",
                agent.name(),
                running.health().getHostString(),
                running.health().getPort());
        if (running.pages() != null) {
            LOG.info("pages at {}", running.pages());
        }
        return running;
    }

    /** Returns when a broker has answered; says once that it waits, and later when the brokers go and come back. */
    public static void awaitKafka(KafkaSettings settings, Shutdown shutdown) throws InterruptedException {
        KafkaClients clients = new KafkaClients(settings, "tickbird");
        // A name that cannot be resolved is a mistake in the file, not a broker that is still starting.
        KafkaAnswer.admin(clients).close(Duration.ZERO);
        BrokerWatch watch = shutdown.add("kafka-watch", BrokerWatch.start(clients, LOOK));
        while (!watch.awaitAnswer(LOOK)) {
            LOG.debug("still waiting for Kafka");
        }
    }
}
