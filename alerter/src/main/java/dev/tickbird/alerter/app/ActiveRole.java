package dev.tickbird.alerter.app;

import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Of several alerters one is active: the owner of the one partition of {@code alerts.grouping}. The others stand by and take
 * over within seconds.
 */
final class ActiveRole implements SupervisedLoop.Work, ConsumerRebalanceListener {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Supplier<AutoCloseable> activity;
    private boolean owner;
    private @Nullable AutoCloseable active;

    ActiveRole(KafkaClients clients, Supplier<AutoCloseable> activity) {
        this.activity = activity;
        this.consumer = clients.consumer(
                clients.settings().topicPrefix() + "alerter-active",
                Map.of(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        6_000,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        1_500));
        consumer.subscribe(List.of(clients.settings().topic(Topic.ALERTS_GROUPING)), this);
    }

    @Override
    public void turn() throws Exception {
        consumer.poll(POLL);
        if (owner && active == null) {
            active = activity.get();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        owner |= !partitions.isEmpty();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            owner = false;
            end();
        }
    }

    private void end() {
        AutoCloseable ended = active;
        active = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (Exception e) {
                throw new IllegalStateException("the work of the active alerter did not end", e);
            }
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        end();
        consumer.close();
    }
}
