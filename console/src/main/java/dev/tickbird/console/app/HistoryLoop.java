package dev.tickbird.console.app;

import dev.tickbird.console.history.Recorder;
import dev.tickbird.console.history.Retention;
import dev.tickbird.console.store.Store;
import dev.tickbird.console.store.StoreException;
import dev.tickbird.console.store.Writer;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads facts of servers into the history, apart from what decides: it may be behind without holding anything up. Positions are in the
 * transaction of what was read.
 */
final class HistoryLoop implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoop.class);
    private static final String GROUP = "tickbird-console-history";
    private static final Duration POLL = Duration.ofMillis(500);
    /** Servers speak all the time: pages that show them are told of it this often. */
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final Letters letters;
    private final Store store;
    private final Retention retention;
    private final Changes changes;
    private final InstantSource clock;
    private Instant nextTold = Instant.MIN;
    private boolean untold;

    HistoryLoop(KafkaClients clients, Store store, Retention retention, Changes changes, InstantSource clock) {
        this.consumer = clients.consumer(GROUP);
        this.letters = new Letters(clients);
        this.store = store;
        this.retention = retention;
        this.changes = changes;
        this.clock = clock;
        consumer.subscribe(List.of(clients.settings().topic(Topic.SNAPSHOTS_INSTANCE)), new Assignment());
    }

    @Override
    public void turn() throws Exception {
        ConsumerRecords<String, byte[]> records = poll();
        if (!records.isEmpty()) {
            record(records);
            untold = true;
        }
        Instant now = clock.instant();
        if (untold && !now.isBefore(nextTold)) {
            changes.changed(Set.of(Topic.SNAPSHOTS_INSTANCE));
            nextTold = now.plus(TOLD_EVERY);
            untold = false;
        }
    }

    private ConsumerRecords<String, byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** One transaction for the batch; with a savepoint before each record only when one of them was refused. */
    private void record(ConsumerRecords<String, byte[]> records) {
        try {
            record(records, HistoryLoop::take);
        } catch (StoreException e) {
            if (!(e.getCause() instanceof SQLException cause) || !Projection.contentIsWrong(cause)) {
                throw e;
            }
            LOG.warn("a batch is read again, record by record: {}", e.getMessage());
            record(records, HistoryLoop::takeAlone);
        }
    }

    /** How a record is taken in. */
    @FunctionalInterface
    private interface Taking {
        void take(Connection connection, InstanceSnapshot snapshot, ConsumerRecord<String, byte[]> from)
                throws SQLException;
    }

    private void record(ConsumerRecords<String, byte[]> records, Taking taking) {
        Instant now = clock.instant();
        store.inTransaction(connection -> {
            Map<TopicPartition, Long> next = new HashMap<>();
            Map<ConsumerRecord<String, byte[]>, String> refused = new LinkedHashMap<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                try {
                    InstanceSnapshot snapshot = read(record, now);
                    if (snapshot != null) {
                        taking.take(connection, snapshot, record);
                    }
                } catch (UnreadableException e) {
                    refused.put(record, String.valueOf(e.getMessage()));
                }
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            new Writer(connection, now).positions(next);
            refused.forEach(letters::send);
        });
    }

    /** Null where there is nothing to keep. */
    private @Nullable InstanceSnapshot read(ConsumerRecord<String, byte[]> record, Instant now) {
        if (record.value() == null || !retention.holds(Instant.ofEpochMilli(record.timestamp()), now)) {
            return null;
        }
        InstanceSnapshot snapshot = Codec.decode(record.value(), InstanceSnapshot.class);
        if (!snapshot.header().instance().value().equals(record.key())) {
            throw new UnreadableException("it is of another server than its key says");
        }
        return snapshot;
    }

    private static void take(Connection connection, InstanceSnapshot snapshot, ConsumerRecord<String, byte[]> from)
            throws SQLException {
        new Recorder(connection).take(snapshot, Instant.ofEpochMilli(from.timestamp()), from.offset());
    }

    private static void takeAlone(Connection connection, InstanceSnapshot snapshot, ConsumerRecord<String, byte[]> from)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            take(connection, snapshot, from);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            connection.rollback(before);
            if (!Projection.contentIsWrong(e)) {
                throw e;
            }
            throw new UnreadableException("the store refuses it (" + e.getSQLState() + ")", e);
        }
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

    /** Goes on where the store says, and leaves out what would not be kept any more. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Instant now = clock.instant();
            long oldest = now.minus(retention.readings()).toEpochMilli();
            Map<TopicPartition, Long> beginnings = new HashMap<>(consumer.beginningOffsets(partitions));
            Map<TopicPartition, OffsetAndTimestamp> kept = consumer.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> oldest)));
            kept.forEach((partition, from) -> {
                if (from != null) {
                    beginnings.put(partition, from.offset());
                }
            });
            Positions.resume(consumer, store, beginnings, now);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.debug("no longer reading {}", partitions);
        }
    }
}
