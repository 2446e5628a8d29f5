package dev.tickbird.executor.source;

import dev.tickbird.executor.journal.Transactions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the orders of one poll were dealt with: the next transaction says it, whichever order it is about. */
final class Passed implements Transactions.Content {
    private final ConsumerGroupMetadata group;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    Passed(ConsumerGroupMetadata group) {
        this.group = group;
    }

    void add(ConsumerRecord<String, byte[]> record) {
        offsets.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    boolean isAny() {
        return !offsets.isEmpty();
    }

    void committed() {
        offsets.clear();
    }

    @Override
    public void fill(Transactions.Batch batch) {
        batch.offsets(Map.copyOf(offsets), group);
    }
}
