package dev.tickbird.executor.journal;

import dev.tickbird.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to Kafka in whole transactions, one at a time: a journal entry and the outcome that follows from it are seen together or not at
 * all. Safe for use by many threads. A second process with the same name ends the first one's writing.
 */
public final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final int COMMIT_TRIES = 3;

    private final Supplier<Producer<String, byte[]>> producers;
    private @Nullable Producer<String, byte[]> producer;
    private boolean closed;

    public Transactions(KafkaClients clients, String transactionalId) {
        this(() -> clients.transactionalProducer(transactionalId));
    }

    /** Over producers of one transactional id, of which each new one fences those before it. */
    public Transactions(Supplier<Producer<String, byte[]>> producers) {
        this.producers = producers;
    }

    /** What is sent within a transaction. */
    @FunctionalInterface
    public interface Content {
        void fill(Batch batch);
    }

    /** A transaction that is being filled. */
    public interface Batch {
        void add(ProducerRecord<String, byte[]> record);

        /** The consumer's position, committed with the records. */
        void offsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);
    }

    /** Failures of single sends surface when the transaction is committed. */
    private record Filling(Producer<String, byte[]> producer) implements Batch {
        @Override
        public void add(ProducerRecord<String, byte[]> record) {
            Future<RecordMetadata> _ = producer.send(record);
        }

        @Override
        public void offsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            producer.sendOffsetsToTransaction(offsets, group);
        }
    }

    /**
     * Ends what an earlier process of the same name left open when it was killed: nobody could read past it, we ourselves included, until
     * the broker gives it up.
     */
    public synchronized void begin() {
        Producer<String, byte[]> _ = open();
    }

    /**
     * Sends and commits.
     *
     * @throws KafkaException when it is not known to be committed; it may be, where the broker's answer was lost
     */
    public synchronized void write(Content content) {
        Producer<String, byte[]> current = open();
        try {
            current.beginTransaction();
            content.fill(new Filling(current));
            commit(current);
        } catch (KafkaException e) {
            abandon(current);
            throw e;
        }
    }

    private Producer<String, byte[]> open() {
        if (closed) {
            throw new KafkaException("the executor is closing");
        }
        Producer<String, byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            try {
                current.initTransactions();
            } catch (KafkaException e) {
                current.close(Duration.ZERO);
                throw e;
            }
            producer = current;
        }
        return current;
    }

    private static void commit(Producer<String, byte[]> current) {
        for (int attempt = 1; ; attempt++) {
            try {
                current.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A producer that failed is not used again: a new one of the same name first ends what it left open. */
    private void abandon(Producer<String, byte[]> failed) {
        producer = null;
        try {
            failed.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("a producer did not close cleanly", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(CLOSE_LIMIT);
            producer = null;
        }
    }
}
