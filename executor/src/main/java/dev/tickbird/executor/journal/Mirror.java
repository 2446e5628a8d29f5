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
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compacted topic as it is, whoever wrote it: the newest of every key. Safe for use by many threads, one after another. */
public final class Mirror<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Function<Collection<Integer>, Reading> readings;
    private final Class<T> type;
    private final Map<String, T> last = new HashMap<>();
    private @Nullable Reading reader;

    public Mirror(KafkaClients clients, Topic topic, Class<T> type) {
        this(type, partitions -> PartitionsReading.of(clients, topic, partitions));
    }

    /** Over readings that come from elsewhere. */
    public Mirror(Class<T> type, Function<Collection<Integer>, Reading> readings) {
        this.type = type;
        this.readings = readings;
    }

    /** Reads partitions of the topic from their beginning, further to the end with each call. */
    public interface Reading extends AutoCloseable {
        void readToEnd(PartitionReader.Handler handler, Duration limit);

        @Override
        void close();
    }

    private record PartitionsReading(PartitionReader reader) implements Reading {
        static PartitionsReading of(KafkaClients clients, Topic topic, Collection<Integer> partitions) {
            String name = clients.settings().topic(topic);
            return new PartitionsReading(PartitionReader.ofPartitions(
                    clients,
                    partitions.stream()
                            .map(number -> new TopicPartition(name, number))
                            .toList()));
        }

        @Override
        public void readToEnd(PartitionReader.Handler handler, Duration limit) {
            reader.readToEnd(handler, limit);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    synchronized void own(Collection<Integer> partitions) {
        close();
        last.clear();
        if (!partitions.isEmpty()) {
            reader = readings.apply(partitions);
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
