package dev.tickbird.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKafka.class)
class PartitionReaderIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final TestBroker broker;
    private final String topic;

    PartitionReaderIT(TestBroker broker) {
        this.broker = broker;
        this.clients = new KafkaClients(KafkaSettings.plaintext(broker.bootstrapServers(), "t.", 1), "test");
        this.topic = broker.createTopic(1);
    }

    @Test
    void readsToTheEndPastTransactionMarkersAndThenOnlyWhatIsNew() {
        try (Producer<String, byte[]> producer = clients.transactionalProducer(broker.uniquePrefix());
                PartitionReader reader = PartitionReader.ofTopic(clients, topic)) {
            producer.initTransactions();
            transaction(producer, true, "a", "b");
            transaction(producer, false, "aborted");
            assertThat(read(reader, LIMIT)).containsExactly("a", "b");
            assertThat(read(reader, LIMIT)).isEmpty();
            transaction(producer, true, "c");
            assertThat(read(reader, LIMIT)).containsExactly("c");
            reader.seekToBeginning();
            assertThat(read(reader, LIMIT)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void doesNotTakeAnOpenTransactionForTheEnd() {
        try (Producer<String, byte[]> producer = clients.transactionalProducer(broker.uniquePrefix());
                PartitionReader reader = PartitionReader.ofTopic(clients, topic)) {
            producer.initTransactions();
            transaction(producer, true, "a");
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(topic, "k", bytes("hidden")));
            producer.flush();
            List<String> seen = new ArrayList<>();
            assertThatThrownBy(() -> reader.readToEnd(record -> seen.add(text(record.value())), Duration.ofMillis(400)))
                    .isInstanceOf(CatchUpException.class)
                    .hasMessageContaining(topic + "-0 at 2 of 3");
            assertThat(seen).containsExactly("a");
            producer.commitTransaction();
            assertThat(read(reader, LIMIT)).containsExactly("hidden");
        }
    }

    @Test
    void readsCompactedTopicsAndSinglePartitions() {
        String compacted =
                broker.createTopic(broker.uniquePrefix() + "compacted", 3, Map.of("cleanup.policy", "compact"));
        try (Producer<String, byte[]> producer = clients.producer();
                PartitionReader one = PartitionReader.ofPartitions(clients, List.of(new TopicPartition(compacted, 2)));
                PartitionReader all = PartitionReader.ofTopic(clients, compacted)) {
            assertThat(read(all, LIMIT)).isEmpty();
            for (int partition = 0; partition < 3; partition++) {
                var _ = producer.send(new ProducerRecord<>(compacted, partition, "k", bytes("v" + partition)));
            }
            producer.flush();
            assertThat(read(one, LIMIT)).containsExactly("v2");
            assertThat(read(all, LIMIT)).containsExactlyInAnyOrder("v0", "v1", "v2");
        }
    }

    @Test
    void saysThatATopicIsMissing() {
        assertThatThrownBy(() -> PartitionReader.ofTopic(clients, "no-such-topic"))
                .isInstanceOf(CatchUpException.class)
                .hasMessageContaining("no-such-topic does not exist");
    }

    private void transaction(Producer<String, byte[]> producer, boolean commit, String... values) {
        producer.beginTransaction();
        for (String value : values) {
            var _ = producer.send(new ProducerRecord<>(topic, "k", bytes(value)));
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static List<String> read(PartitionReader reader, Duration limit) {
        List<String> values = new ArrayList<>();
        reader.readToEnd(record -> values.add(text(record.value())), limit);
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
