package dev.tickbird.analyzer.app;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.topology.AnalyzerTopology;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The analyzer as a process runs it: the topology, the ticks and the health server. */
public final class AnalyzerAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyzerAgent.class);
    private static final String APPLICATION = "analyzer";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Shutdown shutdown;
    private final KafkaStreams streams;
    private final AgentServer server;

    private AnalyzerAgent(Shutdown shutdown, KafkaStreams streams, AgentServer server) {
        this.shutdown = shutdown;
        this.streams = streams;
        this.server = server;
    }

    /** Starts and returns at once; {@link #server} tells when it is ready. The topics must exist. */
    public static AnalyzerAgent start(AnalyzerConfig config, InstantSource clock) {
        KafkaClients clients = new KafkaClients(config.kafka(), APPLICATION);
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        Shutdown shutdown = new Shutdown(CLOSE_LIMIT.multipliedBy(2));
        KafkaStreams streams = new KafkaStreams(
                AnalyzerTopology.build(
                        RuleSet.discovered(),
                        new FleetKeyTrust(new FleetReader(trusted)),
                        config.kafka().topicPrefix()),
                properties(config, clients));
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("a stream thread failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        PrometheusMeterRegistry metrics = AgentMetrics.registry(APPLICATION);
        AgentServer server = shutdown.add(
                "health",
                AgentServer.start(
                        AgentServer.Settings.loopback(config.healthPort()),
                        List.of(new StreamsCheck(streams)),
                        metrics));
        shutdown.add("streams", () -> streams.close(CloseOptions.timeout(CLOSE_LIMIT)));
        streams.start();
        Events events = new Events(config.kafka(), "/tickbird/analyzer", clock);
        shutdown.add(
                "ticks",
                SupervisedLoop.start(
                        "ticker", () -> new Ticker(clients, events, config.tick()), SupervisedLoop.Policy.ALWAYS));
        return new AnalyzerAgent(shutdown, streams, server);
    }

    /** Where its health and metrics are. */
    public AgentServer server() {
        return server;
    }

    /** Whether it processes records now. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        shutdown.close();
    }

    private static Properties properties(AnalyzerConfig config, KafkaClients clients) {
        Properties properties = new Properties();
        properties.putAll(clients.connection("streams"));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.kafka().topicPrefix() + APPLICATION);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.state().toString());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commit().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                config.kafka().replicationFactor() == 0 ? -1 : config.kafka().replicationFactor());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), member(config.state()));
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG), 1);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
        return properties;
    }

    /** A name of this member that lasts over restarts: without it every restart would stall for the session's time-out. */
    private static String member(Path state) {
        try {
            Files.createDirectories(state);
            Path file = state.resolve("member-id");
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString(), StandardCharsets.UTF_8);
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + state + " cannot be written", e);
        }
    }

    private record StreamsCheck(KafkaStreams streams) implements HealthCheck {
        @Override
        public String name() {
            return "streams";
        }

        @Override
        public Condition condition() {
            KafkaStreams.State state = streams.state();
            return state == KafkaStreams.State.RUNNING ? Condition.UP : Condition.down("the topology is " + state);
        }
    }
}
