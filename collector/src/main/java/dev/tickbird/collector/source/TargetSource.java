package dev.tickbird.collector.source;

import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic {@code targets} as a member of the zone's group, from which the broker gives each collector its partitions. A partition is
 * read from its beginning to the end noted when it was assigned, and only then acted upon; nothing is ever committed. Everything is read again
 * now and then, for a missed record. Used by one thread.
 */
public final class TargetSource implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(TargetSource.class);
    private static final String REFUSED = "target-refused";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Settings settings;
    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final DeadLetters deadLetters;
    private final TargetCheck check;
    private final Ownership ownership;
    private final String topic;
    private final Map<Integer, PartitionTargets> partitions = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private long readAll = System.nanoTime();

    /**
     * What the source needs to know.
     *
     * @param memberId a name that stays over restarts, so that a restart moves nothing; null for none
     * @param reread how often everything is read again
     */
    public record Settings(String zone, @Nullable String memberId, Duration reread) {}

    /** Joins the group. */
    public static TargetSource open(Settings settings, KafkaClients clients, TrustedKeys trusted, Ownership ownership) {
        Map<String, Object> replacements = new HashMap<>();
        replacements.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        if (settings.memberId() != null) {
            replacements.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.memberId());
        }
        Consumer<String, byte[]> consumer = clients.consumer("tickbird-collector-" + settings.zone(), replacements);
        TargetSource source = new TargetSource(settings, clients, consumer, trusted, ownership);
        consumer.subscribe(List.of(source.topic), source.new Rebalance());
        return source;
    }

    private TargetSource(
            Settings settings,
            KafkaClients clients,
            Consumer<String, byte[]> consumer,
            TrustedKeys trusted,
            Ownership ownership) {
        this.settings = settings;
        this.consumer = consumer;
        this.producer = clients.producer();
        this.deadLetters = new DeadLetters(clients.settings(), "collector");
        this.check = new TargetCheck(trusted);
        this.ownership = ownership;
        this.topic = clients.settings().topic(Topic.TARGETS);
    }

    @Override
    public void turn() {
        rereadWhenDue();
        Set<Integer> changed = new HashSet<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                PartitionTargets targets = partitions.get(record.partition());
                if (targets != null && targets.take(record.key(), judge(record))) {
                    changed.add(record.partition());
                }
            }
        } catch (WakeupException e) {
            return;
        }
        partitions.forEach((number, targets) -> {
            if (targets.isBehind() && targets.reached(consumer.position(partition(number)))) {
                changed.add(number);
            }
        });
        changed.forEach(this::tell);
    }

    private void tell(int number) {
        PartitionTargets targets = partitions.get(number);
        if (targets != null) {
            List<TargetSpec> ours = targets.all().stream()
                    .filter(target -> target.zone().equals(settings.zone()))
                    .toList();
            ownership.owned(number, ours);
        }
    }

    private TargetVerdict judge(ConsumerRecord<String, byte[]> record) {
        TargetVerdict verdict = check.check(record.key(), record.value());
        // read again and again, but complained of once
        if (verdict instanceof TargetVerdict.Refused(String message)
                && complained.add(record.partition() + "@" + record.offset())) {
            LOG.warn("Target {} is not accepted: {}; what was known of it stays in force", record.key(), message);
            Future<RecordMetadata> _ = deadLetters.send(producer, record, REFUSED, message);
        }
        return verdict;
    }

    private void rereadWhenDue() {
        if (System.nanoTime() - readAll >= settings.reread().toNanos()) {
            readAll = System.nanoTime();
            begin(consumer.assignment());
        }
    }

    private void begin(Collection<TopicPartition> some) {
        if (!some.isEmpty()) {
            consumer.seekToBeginning(some);
            consumer.endOffsets(some)
                    .forEach((partition, end) -> partitions
                            .computeIfAbsent(partition.partition(), number -> new PartitionTargets())
                            .begin(end));
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        Set<Integer> ours = Set.copyOf(partitions.keySet());
        partitions.clear();
        ours.forEach(ownership::revoked);
        consumer.close();
        producer.close(Duration.ofSeconds(5));
    }

    /** What the group does with us. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            begin(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            for (TopicPartition partition : revoked) {
                if (partitions.remove(partition.partition()) != null) {
                    ownership.revoked(partition.partition());
                }
            }
        }
    }
}
