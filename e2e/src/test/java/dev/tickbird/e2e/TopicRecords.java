package dev.tickbird.e2e;

import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What lies on the topics, as a downstream consumer sees it: committed records, from the first to the last. */
final class TopicRecords {
    private final String bootstrap;

    TopicRecords(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    void send(String topic, String key, String value) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values that can be read. */
    <T> List<T> values(String prefix, Topic topic, Class<T> type) {
        return read(topic.name(prefix)).stream()
                .filter(row -> row.value() != null && !"garbage".equals(new String(row.key(), StandardCharsets.UTF_8)))
                .map(row -> Codec.decode(row.value(), type))
                .toList();
    }

    /** All records of a topic, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> rows = new HashMap<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(200))) {
                    rows.computeIfAbsent(new TopicPartition(topic, row.partition()), any -> new ArrayList<>())
                            .add(row);
                }
            }
            return partitions.stream()
                    .flatMap(partition -> rows.getOrDefault(partition, List.of()).stream())
                    .toList();
        }
    }

    /** Copies a topic as it is, timestamps and partitions included. */
    void copy(Topic topic, String from, String to) {
        keepTimestamps(topic.name(to));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> row : read(topic.name(from))) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic.name(to), row.partition(), row.timestamp(), row.key(), row.value(), row.headers())));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a topic keep the producer's timestamps instead of the broker's own. */
    private void keepTimestamps(String topic) {
        AlterConfigOp keep =
                new AlterConfigOp(new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(keep)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
