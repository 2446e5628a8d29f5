package dev.tickbird.runtime.kafka;

import dev.tickbird.runtime.config.SecretReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes every Kafka client of an agent, so that all are configured alike: nothing is lost or duplicated by a retry, only
 * committed records are read, and nothing is committed by itself. Who asks for a client closes it.
 */
public final class KafkaClients {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int LARGEST_REQUEST = 2 * 1024 * 1024;
    private static final int PRODUCER_MEMORY = 16 * 1024 * 1024;

    private final KafkaSettings settings;
    private final String agent;

    /** The agent's name is what the clients show to the broker. */
    public KafkaClients(KafkaSettings settings, String agent) {
        this.settings = settings;
        this.agent = agent;
    }

    public KafkaSettings settings() {
        return settings;
    }

    public Producer<String, byte[]> producer() {
        return new KafkaProducer<>(producerSettings(), new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer of transactions; the caller initialises them. A second one with this id fences the first. */
    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> properties = producerSettings();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer of a group; without a group one that is assigned its partitions and commits nothing. */
    public Consumer<String, byte[]> consumer(@Nullable String group) {
        return consumer(group, Map.of());
    }

    /** As above; the replacements are settings that replace ours. */
    public Consumer<String, byte[]> consumer(@Nullable String group, Map<String, ?> replacements) {
        Map<String, Object> properties = connection("consumer");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if (group != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
            properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        }
        properties.putAll(replacements);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin() {
        Map<String, Object> properties = connection("admin");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        return Admin.create(properties);
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> properties = connection("producer");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // A record stays under 900 KB; a request of several may be larger before compression.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        return properties;
    }

    /** What every client needs to connect, Kafka Streams included. Holds secrets: not to be logged. */
    public Map<String, Object> connection(String purpose) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, agent + "-" + purpose + "-" + NUMBERS.incrementAndGet());
        properties.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                settings.protocol().name());
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put("enable.metrics.push", false);
        switch (settings.protocol()) {
            case PLAINTEXT -> {}
            case SSL -> properties.putAll(tls());
            case SASL_SSL -> {
                properties.putAll(tls());
                properties.putAll(login());
            }
        }
        return properties;
    }

    private Map<String, Object> tls() {
        Map<String, Object> properties = new HashMap<>();
        if (settings.trustedCertificates() != null) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    settings.trustedCertificates().toString());
        }
        if (settings.clientCertificate() != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    settings.clientCertificate().toString());
        }
        SecretReference keyPassword = settings.clientKeyPassword();
        if (keyPassword != null) {
            properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, keyPassword.resolve());
        }
        return properties;
    }

    private Map<String, Object> login() {
        String username = settings.username();
        SecretReference password = settings.passwordRef();
        if (username == null || password == null) {
            throw new IllegalStateException("KafkaSettings lets no SASL_SSL through without username and passwordRef");
        }
        SaslMechanism mechanism = settings.saslMechanism();
        return Map.of(
                SaslConfigs.SASL_MECHANISM, mechanism.label(),
                SaslConfigs.SASL_JAAS_CONFIG, mechanism.login(username, password.resolve()));
    }
}
