package dev.tickbird.cli.kafka;

import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.TopicAdmin;
import org.apache.kafka.clients.admin.Admin;

/** Whether the topics are as they must be before anything is written: a wrong count would put records where nobody looks. */
public final class Topics {
    private Topics() {}

    /** Fails, naming them, when topics are missing or have another number of partitions than configured. */
    public static void require(KafkaClients clients) {
        try (Admin admin = KafkaAnswer.admin(clients)) {
            new TopicAdmin(admin, clients.settings()).requireTopics();
        }
    }
}
