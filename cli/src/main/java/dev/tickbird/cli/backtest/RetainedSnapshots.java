package dev.tickbird.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.backtest.Recording.Writer;
import dev.tickbird.cli.fleet.HeldFleet;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The snapshots that Kafka still has, merged by time: what an analyzer would have read. */
final class RetainedSnapshots {
    private static final List<Topic> TOPICS = List.of(
            Topic.SNAPSHOTS_INSTANCE,
            Topic.SNAPSHOTS_RELATIONS,
            Topic.SNAPSHOTS_STATEMENTS,
            Topic.SNAPSHOTS_ACTIVITY,
            Topic.ANSWERS,
            Topic.OUTCOMES);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Comparator<ConsumerRecord<String, byte[]>> ORDER = Comparator.comparingLong(
                    (ConsumerRecord<String, byte[]> record) -> record.timestamp())
            .thenComparing(ConsumerRecord::topic)
            .thenComparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset);

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Queue<ConsumerRecord<String, byte[]>>> waiting = new HashMap<>();

    private RetainedSnapshots(Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Instant from) {
        this.consumer = consumer;
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
        ends = consumer.endOffsets(partitions);
        partitions.forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    }

    /** Writes the fleet as it is now, then everything since that time. */
    static void copy(KafkaClients clients, HeldFleet fleet, Instant from, Predicate<String> wanted, Writer out) {
        FleetPolicy policy = fleet.policy();
        out.write(
                new Recorded(Topic.CONFIG, FleetPolicy.KEY, from, Codec.mapper().valueToTree(policy)));
        for (TargetSpec target : fleet.targets().values()) {
            if (wanted.test(target.instance().value())) {
                out.write(new Recorded(
                        Topic.TARGETS,
                        target.instance().value(),
                        from,
                        Codec.mapper().valueToTree(target)));
            }
        }
        String prefix = clients.settings().topicPrefix();
        try (Consumer<String, byte[]> consumer = clients.consumer(null)) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name(prefix)).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            new RetainedSnapshots(consumer, partitions, from).copy(prefix, wanted, out);
        }
    }

    private void copy(String prefix, Predicate<String> wanted, Writer out) {
        for (ConsumerRecord<String, byte[]> next = next(); next != null; next = next()) {
            Recorded recorded = recorded(next, prefix);
            if (recorded != null && wanted.test(instance(recorded.key()))) {
                out.write(recorded);
            }
        }
    }

    /** The oldest of all that are left; null at the end. */
    private @Nullable ConsumerRecord<String, byte[]> next() {
        while (true) {
            List<TopicPartition> empty = waiting.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .filter(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))
                    .toList();
            if (empty.isEmpty()) {
                return waiting.values().stream()
                        .flatMap(queue -> Stream.ofNullable(queue.peek()))
                        .min(ORDER)
                        .map(this::taken)
                        .orElse(null);
            }
            List<TopicPartition> full = new ArrayList<>(waiting.keySet());
            full.removeAll(empty);
            consumer.pause(full);
            consumer.resume(empty);
            consumer.poll(POLL).forEach(this::keep);
        }
    }

    private ConsumerRecord<String, byte[]> taken(ConsumerRecord<String, byte[]> record) {
        waiting.getOrDefault(new TopicPartition(record.topic(), record.partition()), new ArrayDeque<>())
                .poll();
        return record;
    }

    private void keep(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
            waiting.computeIfAbsent(partition, any -> new ArrayDeque<>()).add(record);
        }
    }

    /** Null for what the analyzer would have set aside. */
    private static @Nullable Recorded recorded(ConsumerRecord<String, byte[]> record, String prefix) {
        if (record.key() == null || record.value() == null) {
            return null;
        }
        try {
            JsonNode value = Codec.mapper().readTree(record.value());
            return value == null || !value.isObject()
                    ? null
                    : new Recorded(
                            Topic.of(record.topic(), prefix).orElseThrow(),
                            record.key(),
                            Instant.ofEpochMilli(record.timestamp()),
                            value);
        } catch (IOException e) {
            return null;
        }
    }

    private static String instance(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }
}
