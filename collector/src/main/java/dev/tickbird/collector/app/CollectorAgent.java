package dev.tickbird.collector.app;

import dev.tickbird.collector.publish.KafkaOutlet;
import dev.tickbird.collector.source.HintSource;
import dev.tickbird.collector.source.TargetSource;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.health.HealthCheck;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The collector: reads the PostgreSQL servers of a zone and publishes snapshots. Several of a zone share its servers. Everything it needs is given to
 * it; it opens no port and reads no file of its own.
 */
public final class CollectorAgent implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
    private final TargetWatches watches;
    private final SupervisedLoop targets;
    private final SupervisedLoop hints;

    private CollectorAgent(TargetWatches watches, SupervisedLoop targets, SupervisedLoop hints) {
        this.watches = watches;
        this.targets = targets;
        this.hints = hints;
    }

    /**
     * Starts it and returns at once; targets follow when Kafka has given them.
     *
     * @param trusted the fleet keys whose targets count
     * @param credentials resolves passwords on this machine
     */
    public static CollectorAgent start(
            CollectorSettings settings,
            KafkaClients clients,
            TrustedKeys trusted,
            Credentials credentials,
            InstantSource clock,
            MeterRegistry metrics) {
        var producer = clients.producer();
        Events events = new Events(clients.settings(), "/tickbird/collector/" + settings.zone(), clock);
        TargetWatches watches = new TargetWatches(
                credentials, new KafkaOutlet(producer, events, metrics), clock, metrics, settings.largeReadings());
        TargetSource.Settings source =
                new TargetSource.Settings(settings.zone(), settings.memberId(), settings.rereadTargets());
        SupervisedLoop targets = SupervisedLoop.start(
                "collector-targets",
                () -> TargetSource.open(source, clients, trusted, watches),
                SupervisedLoop.Policy.ALWAYS);
        SupervisedLoop hints = SupervisedLoop.start(
                "collector-hints", () -> HintSource.open(clients, watches), SupervisedLoop.Policy.ALWAYS);
        CollectorAgent agent = new CollectorAgent(watches, targets, hints);
        agent.shutdown.add("producer", () -> producer.close(Duration.ofSeconds(5)));
        agent.shutdown.add("watches", watches);
        agent.shutdown.add("targets", targets);
        agent.shutdown.add("hints", hints);
        return agent;
    }

    /** Servers that this collector reads now. */
    public int targets() {
        return watches.count();
    }

    public List<HealthCheck> healthChecks() {
        return List.of(targets, hints);
    }

    /** Ends all readings, then flushes what was sent. */
    @Override
    public void close() {
        shutdown.close();
    }
}
