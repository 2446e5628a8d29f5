package dev.tickbird.runtime.kafka;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.runtime.config.SecretReference;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka is reached, and how Tickbird's topics are laid out there. In a file everything but the address has a default.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param protocol {@link Protocol#PLAINTEXT} by default
 * @param trustedCertificates PEM file of certificates to trust; null: the Java runtime's
 * @param clientCertificate PEM file with our key and certificate chain, for brokers that ask for one
 * @param clientKeyPassword of the key in it, if it has one
 * @param saslMechanism for {@link Protocol#SASL_SSL}
 * @param topicPrefix {@code tickbird.} by default
 * @param partitions of the topics that are divided by instance; 24 by default; never changed for topics that exist
 * @param replicationFactor 0: the brokers' default
 */
public record KafkaSettings(
        String bootstrapServers,
        Protocol protocol,
        @Nullable Path trustedCertificates,
        @Nullable Path clientCertificate,
        @Nullable SecretReference clientKeyPassword,
        SaslMechanism saslMechanism,
        @Nullable String username,
        @Nullable SecretReference passwordRef,
        String topicPrefix,
        int partitions,
        int replicationFactor) {

    /** How the connection is protected. */
    public enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_SSL
    }

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is empty: write host:port");
        }
        if (protocol == Protocol.SASL_SSL && (username == null || passwordRef == null)) {
            throw new IllegalArgumentException("protocol SASL_SSL needs username and passwordRef");
        }
        if (protocol == Protocol.PLAINTEXT && (passwordRef != null || clientCertificate != null)) {
            throw new IllegalArgumentException(
                    "protocol PLAINTEXT uses neither passwordRef nor clientCertificate: set protocol to SSL or SASL_SSL");
        }
        if (partitions < 1 || replicationFactor < 0) {
            throw new IllegalArgumentException("partitions must be 1 or more, and replicationFactor 0 or more");
        }
    }

    @JsonCreator
    static KafkaSettings of(
            @JsonProperty("bootstrapServers") @Nullable String bootstrapServers,
            @JsonProperty("protocol") @Nullable Protocol protocol,
            @JsonProperty("trustedCertificates") @Nullable Path trustedCertificates,
            @JsonProperty("clientCertificate") @Nullable Path clientCertificate,
            @JsonProperty("clientKeyPassword") @Nullable SecretReference clientKeyPassword,
            @JsonProperty("saslMechanism") @Nullable SaslMechanism saslMechanism,
            @JsonProperty("username") @Nullable String username,
            @JsonProperty("passwordRef") @Nullable SecretReference passwordRef,
            @JsonProperty("topicPrefix") @Nullable String topicPrefix,
            @JsonProperty("partitions") @Nullable Integer partitions,
            @JsonProperty("replicationFactor") @Nullable Integer replicationFactor) {
        if (bootstrapServers == null) {
            throw new IllegalArgumentException("the key \"bootstrapServers\" is missing");
        }
        return new KafkaSettings(
                bootstrapServers,
                protocol == null ? Protocol.PLAINTEXT : protocol,
                trustedCertificates,
                clientCertificate,
                clientKeyPassword,
                saslMechanism == null ? SaslMechanism.SCRAM_SHA_512 : saslMechanism,
                username,
                passwordRef,
                topicPrefix == null ? Topic.DEFAULT_PREFIX : topicPrefix,
                partitions == null ? Topic.DEFAULT_PARTITIONS : partitions,
                replicationFactor == null ? 0 : replicationFactor);
    }

    /** An unprotected connection, for the embedded broker and tests. */
    public static KafkaSettings plaintext(String bootstrapServers, String topicPrefix, int partitions) {
        return new KafkaSettings(
                bootstrapServers,
                Protocol.PLAINTEXT,
                null,
                null,
                null,
                SaslMechanism.SCRAM_SHA_512,
                null,
                null,
                topicPrefix,
                partitions,
                1);
    }

    /** The full name of a topic. */
    public String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    /** How many partitions the topic has. */
    public int partitions(Topic topic) {
        return topic.partitions(partitions);
    }
}
