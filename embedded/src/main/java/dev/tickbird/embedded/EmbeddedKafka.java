package dev.tickbird.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, one node, broker and controller) in this process, reachable on loopback only. Topics are
 * never created by use. Close every client before it: a client without its broker logs for ever.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, BrokerFolder folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * What a broker is started with.
     *
     * @param dataDirectory where it keeps its logs, cluster id and ports between runs; null: a temporary folder, deleted
     *     when the broker is closed
     * @param port the port for clients; 0: the one of the last run in this folder, else a free one
     * @param settings broker settings that replace ours
     */
    public record Options(@Nullable Path dataDirectory, int port, Map<String, String> settings) {
        public Options {
            settings = Map.copyOf(settings);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
            }
        }

        public static Options temporary() {
            return new Options(null, 0, Map.of());
        }

        public static Options kept(Path dataDirectory) {
            return new Options(dataDirectory, 0, Map.of());
        }

        public Options withPort(int newPort) {
            return new Options(dataDirectory, newPort, settings);
        }

        public Options withSettings(Map<String, String> newSettings) {
            return new Options(dataDirectory, port, newSettings);
        }
    }

    /** Starts the broker and returns when it serves clients. */
    public static EmbeddedKafka start(Options options) {
        for (int attempt = 1; ; attempt++) {
            BrokerFolder folder = BrokerFolder.open(options);
            try {
                return start(options, folder);
            } catch (RuntimeException e) {
                folder.release();
                // A free port can be taken between our look and the broker's: only then is another try of use.
                if (attempt == ATTEMPTS || !folder.portsChosenNow() || e instanceof EmbeddedServerException) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedKafka start(Options options, BrokerFolder folder) {
        folder.requirePortsFree();
        folder.format();
        KafkaConfig config = KafkaConfig.fromProps(BrokerSettings.of(folder, options.settings()), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        EmbeddedKafka kafka = new EmbeddedKafka(server, folder);
        try {
            server.startup();
        } catch (RuntimeException e) {
            kafka.stop();
            throw e;
        }
        return kafka;
    }

    /** The address for clients. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + folder.port();
    }

    public int port() {
        return folder.port();
    }

    public String clusterId() {
        return folder.clusterId();
    }

    public Path dataDirectory() {
        return folder.root();
    }

    /** Stops the broker in bounded time; a temporary folder is deleted. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
            folder.release();
        }
    }

    private void stop() {
        Thread stopping = Thread.ofPlatform()
                .daemon()
                .name("embedded-kafka-stop")
                .start(() -> {
                    server.shutdown();
                    server.awaitShutdown();
                });
        try {
            if (!stopping.join(STOP_LIMIT)) {
                LOG.warn("The embedded broker did not stop within {}", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
