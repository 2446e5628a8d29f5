package dev.tickbird.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKafka.class)
class TopicAdminIT {

    @Test
    void createsTheCatalogueOnceAndLeavesItAlone(TestBroker broker) {
        KafkaSettings settings = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), 2);
        try (Admin admin = new KafkaClients(settings, "test").admin()) {
            TopicAdmin topics = new TopicAdmin(admin, settings, TopicSettings.EMBEDDED);
            assertThatThrownBy(topics::requireTopics)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(settings.topic(Topic.FINDINGS))
                    .hasMessageContaining("tickbird topics apply");
            assertThat(topics.apply().created()).hasSize(Topic.values().length);
            TopicAdmin.Report second = topics.apply();
            assertThat(second.created()).isEmpty();
            assertThat(second.present()).hasSize(Topic.values().length);
            topics.requireTopics();
        }
    }

    @Test
    void setsWhatTheCatalogueSays(TestBroker broker) throws Exception {
        KafkaSettings settings = KafkaSettings.plaintext(broker.bootstrapServers(), broker.uniquePrefix(), 2);
        try (Admin admin = new KafkaClients(settings, "test").admin()) {
            new TopicAdmin(admin, settings, TopicSettings.EMBEDDED).apply();
            assertThat(setting(admin, settings.topic(Topic.FINDINGS), "cleanup.policy"))
                    .isEqualTo("compact");
            assertThat(setting(admin, settings.topic(Topic.TICKS), "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(admin, settings.topic(Topic.PROGRESS), "retention.ms"))
                    .isEqualTo("86400000");
            assertThat(setting(admin, settings.topic(Topic.JOURNAL), "flush.messages"))
                    .isEqualTo("1");
        }
    }

    @Test
    void refusesOtherPartitionCountsAndChangesNothing(TestBroker broker) throws Exception {
        String prefix = broker.uniquePrefix();
        broker.createTopic(prefix + "targets", 3, Map.of());
        KafkaSettings settings = KafkaSettings.plaintext(broker.bootstrapServers(), prefix, 2);
        try (Admin admin = new KafkaClients(settings, "test").admin()) {
            TopicAdmin topics = new TopicAdmin(admin, settings);
            assertThatThrownBy(topics::apply)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(prefix + "targets has 3, not 2")
                    .hasMessageContaining("cannot be changed");
            assertThat(admin.listTopics().names().get()).doesNotContain(prefix + "findings");
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return config.get(name).value();
    }
}
