package dev.tickbird.collector.app;

import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/** The collector as a process runs it: its files, the collector and the health server. */
public final class CollectorProcess implements AutoCloseable {
    private static final String AGENT = "collector";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Shutdown shutdown;
    private final AgentServer server;

    private CollectorProcess(Shutdown shutdown, AgentServer server) {
        this.shutdown = shutdown;
        this.server = server;
    }

    /** Reads its files, starts, and returns at once; {@link #server} tells when it is ready. The topics must exist. */
    public static CollectorProcess start(CollectorConfig config, InstantSource clock) {
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        Credentials credentials = Credentials.ofThisProcess(CredentialBindings.read(config.credentials()));
        PrometheusMeterRegistry metrics = AgentMetrics.registry(AGENT);
        Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
        try {
            CollectorAgent agent = shutdown.add(
                    AGENT,
                    CollectorAgent.start(
                            config.settings(),
                            new KafkaClients(config.kafka(), AGENT),
                            trusted,
                            credentials,
                            clock,
                            metrics));
            AgentServer.Settings health = AgentServer.Settings.loopback(config.healthPort());
            AgentServer server = shutdown.add("health", AgentServer.start(health, agent.healthChecks(), metrics));
            return new CollectorProcess(shutdown, server);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    /** Where its health and metrics are. */
    public AgentServer server() {
        return server;
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
