package dev.tickbird.executor.journal;

import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compacted topic as it is, whoever wrote it: the newest of every key. Safe for use by many threads, one after another. */
public final class Mirror<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final Topic topic;
    private final Class<T> type;
    private final Map<String, T> last = new HashMap<>();
    private @Nullable PartitionReader reader;

    public Mirror(KafkaClients clients, Topic topic, Class<T> type) {
        this.clients = clients;
        this.topic = topic;
        this.type = type;
    }

    synchronized void own(Collection<Integer> partitions) {
        close();
        last.clear();
        if (!partitions.isEmpty()) {
            String name = clients.settings().topic(topic);
            reader = PartitionReader.ofPartitions(
                    clients,
                    partitions.stream()
                            .map(number -> new TopicPartition(name, number))
                            .toList());
        }
    }

    synchronized void readToEnd() {
        if (reader != null) {
            reader.readToEnd(this::take, LIMIT);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            last.remove(record.key());
            return;
        }
        try {
            last.put(record.key(), Codec.decode(record.value(), type));
        } catch (UnreadableException e) {
            LOG.error(
                    "the record {} of {} at offset {} cannot be read and is left out: {}",
                    record.key(),
                    record.topic(),
                    record.offset(),
                    e.getMessage());
        }
    }

    synchronized Optional<T> find(String key) {
        return Optional.ofNullable(last.get(key));
    }

    synchronized Map<String, T> all() {
        return Map.copyOf(last);
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
