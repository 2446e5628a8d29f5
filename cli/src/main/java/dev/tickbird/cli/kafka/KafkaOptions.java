package dev.tickbird.cli.kafka;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.SaslMechanism;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a command reaches Kafka. What is more to the left wins: the single options, {@code --config}, {@code TICKBIRD_KAFKA} (an address, or the path
 * of a file), what the record has by default.
 */
public final class KafkaOptions {
    static final String VARIABLE = "TICKBIRD_KAFKA";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka's address; several separated by commas; wins over --config")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "a file with a kafka: block, such as any agent's (default: TICKBIRD_KAFKA, an address or a file)")
    private @Nullable Path config;

    @Option(names = "--topic-prefix", paramLabel = "PREFIX", description = "of the topics' names (default: tickbird.)")
    private @Nullable String topicPrefix;

    @Option(
            names = "--partitions",
            paramLabel = "COUNT",
            description = "of topics that are divided by instance (default: 24; the embedded broker has 4)")
    private @Nullable Integer partitions;

    /** The settings, from the options and this process's environment. */
    public KafkaSettings settings() {
        return settings(System.getenv());
    }

    /** Clients that have been answered. */
    public KafkaClients clients() {
        KafkaClients clients = new KafkaClients(settings(), "tickbird");
        KafkaAnswer.require(clients);
        return clients;
    }

    KafkaSettings settings(Map<String, String> environment) {
        KafkaSettings base = base(environment);
        try {
            return new KafkaSettings(
                    bootstrapServers == null ? base.bootstrapServers() : bootstrapServers,
                    base.protocol(),
                    base.trustedCertificates(),
                    base.clientCertificate(),
                    base.clientKeyPassword(),
                    base.saslMechanism(),
                    base.username(),
                    base.passwordRef(),
                    topicPrefix == null ? base.topicPrefix() : topicPrefix,
                    partitions == null ? base.partitions() : partitions,
                    base.replicationFactor());
        } catch (IllegalArgumentException e) {
            throw new Problem(String.valueOf(e.getMessage()), ExitCode.USAGE);
        }
    }

    private KafkaSettings base(Map<String, String> environment) {
        String variable = environment.get(VARIABLE);
        if (config != null) {
            return StrictYaml.loadBlock(config, "kafka", KafkaSettings.class);
        }
        if (variable != null && !variable.isBlank()) {
            return isFile(variable)
                    ? StrictYaml.loadBlock(Path.of(variable), "kafka", KafkaSettings.class)
                    : at(variable);
        }
        if (bootstrapServers != null) {
            return at(bootstrapServers);
        }
        throw new Problem(
                "where is Kafka? Add --bootstrap-servers HOST:PORT, or --config FILE with a kafka: block, or set "
                        + VARIABLE + " to one of the two",
                ExitCode.USAGE);
    }

    private static boolean isFile(String variable) {
        return variable.contains("/") || variable.endsWith(".yml") || variable.endsWith(".yaml");
    }

    private static KafkaSettings at(String address) {
        return new KafkaSettings(
                address,
                KafkaSettings.Protocol.PLAINTEXT,
                null,
                null,
                null,
                SaslMechanism.SCRAM_SHA_512,
                null,
                null,
                Topic.DEFAULT_PREFIX,
                Topic.DEFAULT_PARTITIONS,
                0);
    }
}
