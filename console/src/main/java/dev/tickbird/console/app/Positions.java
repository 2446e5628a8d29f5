package dev.tickbird.console.app;

import dev.tickbird.console.store.Store;
import dev.tickbird.console.store.Writer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where reading goes on: the store says so, not Kafka. */
final class Positions {
    private Positions() {}

    /**
     * Goes on behind what was read last.
     *
     * @param beginnings where there is something to read at the earliest
     */
    static void resume(
            Consumer<String, byte[]> consumer, Store store, Map<TopicPartition, Long> beginnings, Instant now) {
        store.inTransaction(connection -> {
            Writer writer = new Writer(connection, now);
            for (Map.Entry<TopicPartition, Long> beginning : beginnings.entrySet()) {
                TopicPartition partition = beginning.getKey();
                long begin = beginning.getValue();
                long stored = writer.position(partition.topic(), partition.partition())
                        .orElse(begin);
                consumer.seek(partition, Math.max(stored, begin));
            }
        });
    }
}
