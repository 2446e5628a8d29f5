package dev.tickbird.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from their beginning to the end that was there at the call, and on from there at the next call: for
 * state that must be known before anything is done. "To the end" is judged by the position, since the last offsets may
 * hold only transaction markers or compacted records; and by the end that includes open transactions, so that nothing
 * that was written before the call can still be hidden. Used by one thread.
 */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Set<TopicPartition> partitions;

    private PartitionReader(Consumer<String, byte[]> consumer, Admin admin, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        this.admin = admin;
        this.partitions = Set.copyOf(partitions);
        consumer.assign(this.partitions);
        consumer.seekToBeginning(this.partitions);
    }

    /** Reads all partitions of a topic. */
    public static PartitionReader ofTopic(KafkaClients clients, String topic) {
        Consumer<String, byte[]> consumer = clients.consumer(null);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new CatchUpException("the topic " + topic + " does not exist (tickbird topics apply creates it)");
            }
            return new PartitionReader(consumer, clients.admin(), partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    public static PartitionReader ofPartitions(KafkaClients clients, Collection<TopicPartition> partitions) {
        return new PartitionReader(clients.consumer(null), clients.admin(), partitions);
    }

    /** Handed every record once, in order within a partition. */
    @FunctionalInterface
    public interface Handler {
        void handle(ConsumerRecord<String, byte[]> record);
    }

    /**
     * Hands over what lies between where the last call ended (at first the beginning) and the end as it is now.
     *
     * @throws CatchUpException when the end is not reached within the limit; what was handed over stays handed over
     */
    public void readToEnd(Handler handler, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<TopicPartition, Long> ends = ends(limit);
        while (isBehind(ends)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new CatchUpException("not read to the end within " + limit + ": " + behind(ends));
            }
            Duration wait = Duration.ofNanos(Math.min(left, POLL.toNanos()));
            try {
                consumer.poll(wait).forEach(handler::handle);
            } catch (KafkaException e) {
                throw new CatchUpException("not read to the end: " + e.getMessage(), e);
            }
        }
    }

    /** Begins again: after it the next call hands over everything. */
    public void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /** Makes a call that waits in another thread end with an exception. */
    public void wakeUp() {
        consumer.wakeup();
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> position(end.getKey()) < end.getValue());
    }

    private long position(TopicPartition partition) {
        try {
            return consumer.position(partition);
        } catch (KafkaException e) {
            throw new CatchUpException("not read to the end: " + e.getMessage(), e);
        }
    }

    private String behind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> position(end.getKey()) < end.getValue())
                .map(end -> end.getKey() + " at " + position(end.getKey()) + " of " + end.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Map<TopicPartition, Long> ends(Duration limit) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        options.timeoutMs((int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, options)
                    .all()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new CatchUpException("the end of " + partitions + " is not known: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatchUpException("interrupted", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }
}
