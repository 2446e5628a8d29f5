package dev.tickbird.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

    @Test
    void needsOnlyTheAddress() {
        KafkaSettings settings = parse("bootstrapServers: localhost:9092");
        assertThat(settings.protocol()).isEqualTo(KafkaSettings.Protocol.PLAINTEXT);
        assertThat(settings.topic(Topic.FINDINGS)).isEqualTo("tickbird.findings");
        assertThat(settings.partitions(Topic.FINDINGS)).isEqualTo(24);
        assertThat(settings.partitions(Topic.CONFIG)).isEqualTo(1);
    }

    @Test
    void givesTheClientsWhatTlsAndScramNeed(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "a\"b\\c\n");
        KafkaSettings settings = parse("""
                bootstrapServers: kafka:9093
                protocol: sasl_ssl
                trustedCertificates: /etc/ca.pem
                username: collector
                passwordRef: file:%s
                """.formatted(password));
        assertThat(new KafkaClients(settings, "collector").connection("test"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.location", "/etc/ca.pem")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"collector\" password=\"a\\\"b\\\\c\";");
        assertThat(settings.toString()).doesNotContain("a\"b");
    }

    @Test
    void refusesHalfALogin() {
        assertThatThrownBy(() -> parse("{bootstrapServers: 'a:1', protocol: SASL_SSL, username: x}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("passwordRef");
        assertThatThrownBy(() -> parse("{bootstrapServers: 'a:1', username: x, passwordRef: 'env:P'}"))
                .hasMessageContaining("PLAINTEXT uses neither");
        assertThatThrownBy(() -> parse("topicPrefix: x")).hasMessageContaining("\"bootstrapServers\" is missing");
        assertThatThrownBy(() -> parse("{bootstrapServers: 'a:1', saslMecanism: PLAIN}"))
                .hasMessageContaining("did you mean \"saslMechanism\"?");
    }

    private static KafkaSettings parse(String yaml) {
        return StrictYaml.parse(yaml, "kafka.yml", KafkaSettings.class);
    }
}
