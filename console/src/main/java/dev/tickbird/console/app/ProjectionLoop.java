package dev.tickbird.console.app;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.store.Store;
import dev.tickbird.console.store.Writer;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics into the store. Positions are stored in the transaction of what was read, so a restart goes on exactly there;
 * Kafka holds no offsets. Orders leave only when everything that was there at the assignment has been read.
 */
final class ProjectionLoop implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    static final List<Topic> INPUTS = List.of(
            Topic.TARGETS,
            Topic.FINDINGS,
            Topic.OVERLAYS,
            Topic.PROPOSALS,
            Topic.DECISIONS,
            Topic.APPROVED_ACTIONS,
            Topic.OUTCOMES,
            Topic.JOURNAL,
            Topic.PROGRESS,
            Topic.REHEARSALS,
            Topic.DELIVERIES,
            Topic.NOTIFICATIONS);
    private static final String GROUP = "tickbird-console";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REVIEW_EVERY = Duration.ofSeconds(30);

    private final Consumer<String, byte[]> consumer;
    private final Letters letters;
    private final Store store;
    private final Projection projection;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final PolicyWatch.State policies;
    private final Changes changes;
    private final InstantSource clock;
    private final String prefix;
    private final Map<TopicPartition, Long> behind = new HashMap<>();
    private Instant nextReview = Instant.MIN;
    private boolean restored;

    ProjectionLoop(
            KafkaClients clients,
            Store store,
            Projection projection,
            Outbox.Sender sender,
            AuditTrail audit,
            PolicyWatch.State policies,
            Changes changes,
            InstantSource clock) {
        this.consumer = clients.consumer(GROUP);
        this.letters = new Letters(clients);
        this.store = store;
        this.projection = projection;
        this.outbox = new Outbox(store, letters.producer(), sender, clock);
        this.audit = audit;
        this.policies = policies;
        this.changes = changes;
        this.clock = clock;
        this.prefix = clients.settings().topicPrefix();
        consumer.subscribe(INPUTS.stream().map(topic -> topic.name(prefix)).toList(), new Assignment());
    }

    @Override
    public void turn() throws Exception {
        if (!policies.await(Duration.ofSeconds(5))) {
            throw new IllegalStateException("the fleet's policies could not be read yet");
        }
        if (!restored) {
            audit.restore();
            restored = true;
        }
        ConsumerRecords<String, byte[]> records = poll();
        if (!records.isEmpty()) {
            project(records);
            changes.changed(topics(records));
        }
        behind.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
        if (behind.isEmpty() && !consumer.assignment().isEmpty()) {
            outbox.send();
            audit.send(letters.producer());
            review();
        }
    }

    private Set<Topic> topics(ConsumerRecords<String, byte[]> records) {
        return records.partitions().stream()
                .map(partition -> Topic.of(partition.topic(), prefix).orElseThrow())
                .collect(Collectors.toSet());
    }

    private ConsumerRecords<String, byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** One transaction for the batch; with a savepoint before each record only when one of them was refused. */
    private void project(ConsumerRecords<String, byte[]> records) {
        try {
            project(records, projection::read);
        } catch (RecordRefused e) {
            LOG.warn("a batch is read again, record by record: {}", e.getMessage());
            project(records, projection::readAlone);
        }
    }

    private void project(ConsumerRecords<String, byte[]> records, Reading reading) {
        Instant now = clock.instant();
        Map<ConsumerRecord<String, byte[]>, String> refused = new LinkedHashMap<>();
        store.inTransaction(connection -> {
            refused.clear();
            Writer writer = new Writer(connection, now);
            Approvals approvals = policies.approvals(
                    writer.executing()::contains, writer.overlays().holds(now));
            Map<TopicPartition, Long> next = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                try {
                    reading.read(Topic.of(record.topic(), prefix).orElseThrow(), record, approvals, writer, now);
                } catch (UnreadableException e) {
                    refused.put(record, String.valueOf(e.getMessage()));
                }
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            writer.positions(next);
            // Set aside before the commit: a crash between the two repeats a dead letter and loses none.
            refused.forEach(letters::send);
        });
    }

    /** How a record is taken in. */
    @FunctionalInterface
    private interface Reading {
        void read(Topic topic, ConsumerRecord<String, byte[]> from, Approvals approvals, Writer writer, Instant now)
                throws SQLException;
    }

    private void review() {
        Instant now = clock.instant();
        if (now.isBefore(nextReview)) {
            return;
        }
        nextReview = now.plus(REVIEW_EVERY);
        store.inTransaction(connection -> {
            Writer writer = new Writer(connection, now);
            Approvals approvals = policies.approvals(
                    writer.executing()::contains, writer.overlays().holds(now));
            for (ActionFile file : writer.undecided()) {
                projection.review(file, approvals, writer, now);
            }
        });
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        letters.close();
    }

    /** Goes on where the store says, and notes how far it has to come before orders may leave. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Positions.resume(consumer, store, consumer.beginningOffsets(partitions), clock.instant());
            partitions.forEach(partition -> behind.put(partition, ends.getOrDefault(partition, 0L)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(behind::remove);
        }
    }
}
