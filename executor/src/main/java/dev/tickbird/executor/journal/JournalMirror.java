package dev.tickbird.executor.journal;

import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal as the topic has it, whoever wrote it. Safe for use by many threads, one after another. */
public final class JournalMirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalMirror.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Function<Collection<Integer>, Reading> readings;
    private final Map<String, JournalEntry> last = new HashMap<>();
    private @Nullable Reading reader;

    public JournalMirror(KafkaClients clients) {
        this(partitions -> new PartitionsReading(clients, partitions));
    }

    /** Over readings that come from elsewhere. */
    public JournalMirror(Function<Collection<Integer>, Reading> readings) {
        this.readings = readings;
    }

    /** Reads partitions of the journal from their beginning, further to the end with each call. */
    public interface Reading extends AutoCloseable {
        void readToEnd(PartitionReader.Handler handler, Duration limit);

        @Override
        void close();
    }

    private record PartitionsReading(PartitionReader reader) implements Reading {
        PartitionsReading(KafkaClients clients, Collection<Integer> partitions) {
            this(PartitionReader.ofPartitions(clients, partitions(clients.settings(), partitions)));
        }

        private static List<TopicPartition> partitions(KafkaSettings settings, Collection<Integer> numbers) {
            String topic = settings.topic(Topic.JOURNAL);
            return numbers.stream()
                    .map(number -> new TopicPartition(topic, number))
                    .toList();
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
        if (record.value() == null) {
            last.remove(record.key());
            return;
        }
        try {
            last.put(record.key(), Codec.decode(record.value(), JournalEntry.class));
        } catch (UnreadableException e) {
            LOG.error(
                    "the journal entry {} at offset {} cannot be read and is left out: {}",
                    record.key(),
                    record.offset(),
                    e.getMessage());
        }
    }

    synchronized Optional<JournalEntry> find(ActionId action) {
        return last.values().stream()
                .filter(entry -> entry.action().equals(action))
                .findFirst();
    }

    synchronized List<JournalEntry> all() {
        return List.copyOf(last.values());
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
