package dev.tickbird.executor.source;

import dev.tickbird.executor.journal.Chains;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The executor's consumer: orders in, one transaction each, never waiting for an action. After an assignment it reads the partitions'
 * journal before anything else.
 */
public final class OrderLoop implements SupervisedLoop.Work {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration CATCH_UP = Duration.ofSeconds(15);
    private static final Duration FLEET_EVERY = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration ANCHOR_EVERY = Duration.ofMinutes(1);

    private final Consumer<String, byte[]> consumer;
    private final OrderDesk orders;
    private final FleetState fleet;
    private final Journal journal;
    private final Chains chains;
    private final Desk desk;
    private final Catching catching;
    private final InstantSource clock;
    private final Set<Integer> owned = new TreeSet<>();
    private long fleetReadAt;
    private long sweptAt = System.nanoTime();
    private long anchoredAt;
    private volatile boolean stopping;

    /**
     * Joins the group of the zone.
     *
     * @param name stays over restarts: after a crash the new process takes the dead one's place in the group at once
     */
    public OrderLoop(
            KafkaClients clients,
            String zone,
            String name,
            OrderDesk orders,
            FleetState fleet,
            Journal journal,
            Chains chains,
            Desk desk,
            Catching catching,
            InstantSource clock) {
        this.orders = orders;
        this.fleet = fleet;
        this.journal = journal;
        this.chains = chains;
        this.desk = desk;
        this.catching = catching;
        this.clock = clock;
        this.consumer = clients.consumer(
                group(clients.settings().topicPrefix(), zone), Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        consumer.subscribe(List.of(clients.settings().topic(Topic.APPROVED_ACTIONS)), new Listener());
    }

    /** {@code tickbird-executor-<zone>} with the usual prefix of topics. */
    private static String group(String topicPrefix, String zone) {
        return topicPrefix.replaceFirst("[.]$", "-") + "executor-" + zone;
    }

    @Override
    public void turn() {
        take();
        if (System.nanoTime() - fleetReadAt > FLEET_EVERY.toNanos()) {
            readFleet();
        }
        if (catching.wanted()) {
            catchUp();
        }
        if (System.nanoTime() - sweptAt > SWEEP_EVERY.toNanos()) {
            sweptAt = System.nanoTime();
            journal.forgetEnded(clock.instant());
        }
        if (System.nanoTime() - anchoredAt > ANCHOR_EVERY.toNanos()) {
            anchoredAt = System.nanoTime();
            chains.anchor();
        }
    }

    /** Polls once and takes in what came. */
    private void take() {
        Iterable<ConsumerRecord<String, byte[]>> records = poll();
        if (records.iterator().hasNext()) {
            readFleet();
            orders.take(records, consumer.groupMetadata());
            desk.wake();
        }
    }

    private Iterable<ConsumerRecord<String, byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            if (stopping) {
                return List.of();
            }
            throw e;
        }
    }

    private void readFleet() {
        fleet.readToEnd();
        fleetReadAt = System.nanoTime();
    }

    private void catchUp() {
        List<CompletableFuture<Boolean>> wishes = catching.take();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), ASK);
            long deadline = System.nanoTime() + CATCH_UP.toNanos();
            while (behind(ends)) {
                if (System.nanoTime() > deadline || stopping) {
                    throw new CatchUpException("orders were not read to their end within " + CATCH_UP);
                }
                take();
            }
            readFleet();
            wishes.forEach(wish -> wish.complete(true));
        } catch (RuntimeException e) {
            wishes.forEach(wish -> wish.completeExceptionally(e));
            throw e;
        }
    }

    private boolean behind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> owned.contains(end.getKey().partition())
                        && consumer.position(end.getKey(), ASK) < end.getValue());
    }

    @Override
    public void wakeUp() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void close() {
        catching.take().forEach(wish -> wish.completeExceptionally(new CatchUpException("the consumer is closed")));
        consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        fleet.close();
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.add(partition.partition()));
            journal.own(owned);
            readFleet();
            desk.wake();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owned.remove(partition.partition()));
            if (!stopping) {
                journal.own(owned);
            }
        }
    }
}
