package dev.tickbird.alerter.app;

import dev.tickbird.alerter.channel.Channel;
import dev.tickbird.alerter.channel.Sent;
import dev.tickbird.runtime.Backoff;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one receiver what is written for it, and writes what became of it. SENDING stands on the topic before a request leaves. */
final class SenderLoop implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(SenderLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CATCH_UP = Duration.ofMinutes(2);
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(2));

    private final Channel channel;
    private final CircuitBreaker breaker;
    private final Events events;
    private final InstantSource clock;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Backlog backlog = new Backlog();
    private Instant receiverNotBefore = Instant.EPOCH;

    private SenderLoop(
            Channel channel, CircuitBreaker breaker, KafkaClients clients, Events events, InstantSource clock) {
        this.channel = channel;
        this.breaker = breaker;
        this.events = events;
        this.clock = clock;
        this.producer = clients.producer();
        this.consumer = clients.consumer(null);
    }

    static SenderLoop open(
            Channel channel, CircuitBreaker breaker, KafkaClients clients, Events events, InstantSource clock) {
        SenderLoop loop = new SenderLoop(channel, breaker, clients, events, clock);
        try {
            loop.restore(clients);
            return loop;
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private void restore(KafkaClients clients) {
        int partition = Partitions.of(channel.name(), clients.settings().partitions(Topic.NOTIFICATIONS));
        TopicPartition notifications = new TopicPartition(clients.settings().topic(Topic.NOTIFICATIONS), partition);
        TopicPartition deliveries = new TopicPartition(clients.settings().topic(Topic.DELIVERIES), partition);
        Map<String, Notification> newest = new HashMap<>();
        Map<String, Delivery> states = new HashMap<>();
        long[] next = {0};
        try (PartitionReader reader = PartitionReader.ofPartitions(clients, List.of(notifications))) {
            reader.readToEnd(
                    record -> {
                        next[0] = record.offset() + 1;
                        notification(record).ifPresent(found -> newest.put(found.group(), found));
                    },
                    CATCH_UP);
        }
        try (PartitionReader reader = PartitionReader.ofPartitions(clients, List.of(deliveries))) {
            reader.readToEnd(record -> delivery(record).ifPresent(found -> states.put(found.group(), found)), CATCH_UP);
        }
        backlog.restore(newest, states);
        consumer.assign(List.of(notifications));
        if (next[0] > 0) {
            consumer.seek(notifications, next[0]);
        } else {
            consumer.seekToBeginning(List.of(notifications));
        }
    }

    /** Unreadable ones are put aside by the grouping, which reads the same topic. */
    private Optional<Notification> notification(ConsumerRecord<String, byte[]> record) {
        return decoded(record, Notification.class)
                .filter(found -> found.receiver().equals(channel.name()));
    }

    private Optional<Delivery> delivery(ConsumerRecord<String, byte[]> record) {
        return decoded(record, Delivery.class).filter(found -> found.receiver().equals(channel.name()));
    }

    private static <T> Optional<T> decoded(ConsumerRecord<String, byte[]> record, Class<T> type) {
        try {
            return record.value() == null ? Optional.empty() : Optional.of(Codec.decode(record.value(), type));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    @Override
    public void turn() throws Exception {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Notification notification = notification(record).orElse(null);
            if (notification != null && backlog.add(notification)) {
                write(new Job(notification, 0, false, notification.at()), DeliveryState.PENDING, null, null);
            }
        }
        Instant now = clock.instant();
        Job job = now.isBefore(receiverNotBefore) ? null : backlog.due(now).orElse(null);
        if (job != null && breaker.tryAcquirePermission()) {
            send(job.attempt());
        }
    }

    private void send(Job job) throws Exception {
        write(job, DeliveryState.SENDING, null, null);
        long started = System.nanoTime();
        Sent sent;
        try {
            sent = channel.deliver(job.notification(), job.mayRepeat());
        } catch (InterruptedException e) {
            breaker.releasePermission();
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("receiver {}: a message could not be made", channel.name(), e);
            sent = new Sent.Refused(
                    "the message could not be made: " + e.getClass().getSimpleName());
        }
        settle(job, sent, System.nanoTime() - started);
    }

    private void settle(Job job, Sent sent, long nanos) throws Exception {
        switch (sent) {
            case Sent.Delivered(String reference) -> {
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                backlog.done(job);
                write(job, DeliveryState.SENT, null, reference);
            }
            case Sent.Refused(String reason) -> {
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                LOG.warn("receiver {} refused a message for good: {}", channel.name(), reason);
                backlog.done(job);
                write(job, DeliveryState.GIVEN_UP, reason, null);
            }
            case Sent.TryLater(String reason, Duration retryAfter, boolean mayHaveArrived) ->
                later(mayHaveArrived ? job.repeatable() : job, reason, retryAfter, nanos);
        }
    }

    private void later(Job job, String reason, @Nullable Duration retryAfter, long nanos) throws Exception {
        if (retryAfter == null) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(reason));
        } else {
            breaker.releasePermission();
            receiverNotBefore = clock.instant().plus(retryAfter);
        }
        if (job.attempts() == 1) {
            LOG.warn("receiver {}: {}; trying again", channel.name(), reason);
        }
        Duration wait = BACKOFF.after(job.attempts(), RandomGenerator.getDefault());
        Instant next = clock.instant().plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
        Job again = job.after(next);
        backlog.put(again);
        write(again, DeliveryState.PENDING, reason, null);
    }

    private void write(Job job, DeliveryState state, @Nullable String reason, @Nullable String reference)
            throws Exception {
        Delivery delivery = job.delivery(state, reason, reference, clock.instant());
        String key = Partitions.key(delivery.receiver(), delivery.group());
        producer.send(events.record(Topic.DELIVERIES, key, delivery)).get();
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
