package dev.tickbird.console.app;

import dev.tickbird.console.store.AuditLog;
import dev.tickbird.console.store.Store;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the hash chain to its topic, and takes it from there when the database is new or older than the topic, so that a rebuild
 * goes on with the chain instead of beginning a second one.
 */
final class AuditTrail {
    /** The topics whose records are links. */
    static final Set<Topic> AUDITED =
            EnumSet.of(Topic.DECISIONS, Topic.APPROVED_ACTIONS, Topic.OUTCOMES, Topic.OVERLAYS);

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final int BATCH = 500;

    private final KafkaClients clients;
    private final Events events;
    private final Store store;
    private final InstantSource clock;

    AuditTrail(KafkaClients clients, Events events, Store store, InstantSource clock) {
        this.clients = clients;
        this.events = events;
        this.store = store;
        this.clock = clock;
    }

    /** Makes the database know what the topic holds. */
    void restore() {
        String topic = clients.settings().topic(Topic.AUDIT);
        long stored = store.transaction(connection -> new AuditLog(connection).head())
                .map(AuditEntry::sequence)
                .orElse(-1L);
        if (last(topic) <= stored) {
            return;
        }
        List<AuditEntry> links = new ArrayList<>();
        try (PartitionReader reader = PartitionReader.ofTopic(clients, topic)) {
            reader.readToEnd(record -> add(record, links), LIMIT);
        }
        Instant now = clock.instant();
        store.inTransaction(connection -> {
            AuditLog log = new AuditLog(connection);
            for (AuditEntry link : links) {
                log.restore(link, now);
            }
        });
        LOG.info("took over {} links of the audit chain from its topic", links.size());
    }

    void send(Producer<String, byte[]> producer) {
        Instant now = clock.instant();
        store.inTransaction(connection -> {
            AuditLog log = new AuditLog(connection);
            List<AuditEntry> waiting = log.waiting(BATCH);
            if (!waiting.isEmpty()) {
                send(waiting, producer);
                log.sent(waiting.getLast().sequence(), now);
            }
        });
    }

    private void send(List<AuditEntry> links, Producer<String, byte[]> producer) throws SQLException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (AuditEntry link : links) {
            sent.add(producer.send(events.record(Topic.AUDIT, Long.toString(link.sequence()), link)));
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            try {
                acknowledgement.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a link of the audit chain", e);
            }
        }
    }

    /** The sequence of the last link on the topic; -1 when it is empty. */
    private long last(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, byte[]> consumer = clients.consumer(null)) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (end <= begin) {
                return -1;
            }
            consumer.seek(partition, end - 1);
            for (ConsumerRecord<String, byte[]> record : consumer.poll(LAST)) {
                return Codec.decode(record.value(), AuditEntry.class).sequence();
            }
            throw new IllegalStateException("the end of the topic " + topic + " could not be read");
        } catch (UnreadableException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void add(ConsumerRecord<String, byte[]> record, List<AuditEntry> links) {
        try {
            links.add(Codec.decode(record.value(), AuditEntry.class));
        } catch (UnreadableException e) {
            LOG.warn("offset {} of the audit chain is not a link: {}", record.offset(), e.getMessage());
        }
    }
}
