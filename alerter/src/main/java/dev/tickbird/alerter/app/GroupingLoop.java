package dev.tickbird.alerter.app;

import dev.tickbird.alerter.grouping.Board;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads how things stand, and writes what is to be said. It begins by reading what was said: so nothing is said twice, and what
 * was not said yet is said. Outcomes are events and not states: their offsets are committed once what they tell is written.
 */
final class GroupingLoop implements SupervisedLoop.Work {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CATCH_UP = Duration.ofMinutes(2);
    private static final long COMMIT_EVERY = Duration.ofSeconds(1).toNanos();

    /** What was said comes first: how things stand is then compared with it. */
    private static final List<Topic> REMEMBERED = List.of(
            Topic.NOTIFICATIONS, Topic.DELIVERIES, Topic.SILENCES, Topic.OVERLAYS, Topic.FINDINGS, Topic.PROPOSALS);

    private final KafkaClients clients;
    private final Events events;
    private final InstantSource clock;
    private final Board board;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Intake intake;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<ActionId, ConsumerRecord<String, byte[]>> outcomes = new HashMap<>();
    private long lastCommit = System.nanoTime();

    private GroupingLoop(KafkaClients clients, Events events, InstantSource clock, Board board) {
        this.clients = clients;
        this.events = events;
        this.clock = clock;
        this.board = board;
        this.producer = clients.producer();
        this.consumer = clients.consumer(clients.settings().topicPrefix() + "alerter");
        this.intake = new Intake(clients.settings(), board, new DeadLetters(clients.settings(), "alerter"), producer);
    }

    static GroupingLoop open(KafkaClients clients, Events events, InstantSource clock, Board board) {
        GroupingLoop loop = new GroupingLoop(clients, events, clock, board);
        try {
            loop.remember();
            loop.follow();
            return loop;
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private List<TopicPartition> partitions(Topic topic) {
        String name = clients.settings().topic(topic);
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < clients.settings().partitions(topic); i++) {
            partitions.add(new TopicPartition(name, i));
        }
        return partitions;
    }

    private void remember() {
        for (Topic topic : REMEMBERED) {
            List<TopicPartition> partitions = partitions(topic);
            partitions.forEach(partition -> positions.put(partition, 0L));
            try (PartitionReader reader = PartitionReader.ofPartitions(clients, partitions)) {
                reader.readToEnd(
                        record -> {
                            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                            intake.take(record, false);
                        },
                        CATCH_UP);
            }
        }
    }

    private void follow() {
        Set<TopicPartition> all = new HashSet<>(positions.keySet());
        Set<TopicPartition> ofOutcomes = Set.copyOf(partitions(Topic.OUTCOMES));
        all.addAll(ofOutcomes);
        consumer.assign(all);
        positions.forEach((partition, position) -> {
            if (position > 0) {
                consumer.seek(partition, position);
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        });
        consumer.committed(ofOutcomes).forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
    }

    @Override
    public void turn() throws Exception {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            ActionId action = intake.take(record, true);
            if (action != null) {
                outcomes.merge(action, record, (earlier, later) -> earlier);
            }
        }
        intake.awaitLetters();
        say();
        if (System.nanoTime() - lastCommit > COMMIT_EVERY) {
            commit();
            lastCommit = System.nanoTime();
        }
    }

    private void say() throws Exception {
        List<Notification> due = board.due(clock.instant());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Notification notification : due) {
            String key = Partitions.key(notification.receiver(), notification.group());
            sent.add(producer.send(events.record(Topic.NOTIFICATIONS, key, notification)));
        }
        for (int i = 0; i < sent.size(); i++) {
            sent.get(i).get();
            board.published(due.get(i), clock.instant());
        }
    }

    /** Up to the first record of which something is still to be said. */
    private void commit() {
        Set<ActionId> held = board.held();
        outcomes.keySet().removeIf(action -> !held.contains(action));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions(Topic.OUTCOMES)) {
            long offset = consumer.position(partition);
            for (ConsumerRecord<String, byte[]> record : outcomes.values()) {
                if (record.partition() == partition.partition()) {
                    offset = Math.min(offset, record.offset());
                }
            }
            if (offset > committed.getOrDefault(partition, 0L)) {
                offsets.put(partition, new OffsetAndMetadata(offset));
                committed.put(partition, offset);
            }
        }
        if (!offsets.isEmpty()) {
            consumer.commitSync(offsets);
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(5));
    }
}
