package dev.tickbird.collector.source;

import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the executor has ended, from now on: a hint to look again, nothing more. What is missed is seen at the next interval; what
 * cannot be read is the business of the topic's other readers. Used by one thread.
 */
public final class OutcomeSource implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeSource.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Ended ended;

    /** Told of each action that ended. */
    @FunctionalInterface
    public interface Ended {
        void ended(Outcome outcome);
    }

    private OutcomeSource(Consumer<String, byte[]> consumer, Ended ended) {
        this.consumer = consumer;
        this.ended = ended;
    }

    /** Begins at the topic's end. */
    public static OutcomeSource open(KafkaClients clients, Ended ended) {
        Consumer<String, byte[]> consumer =
                clients.consumer(null, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        try {
            String topic = clients.settings().topic(Topic.OUTCOMES);
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            return new OutcomeSource(consumer, ended);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public void turn() {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                hear(record);
            }
        } catch (WakeupException e) {
            LOG.debug("woken up");
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            Outcome outcome = Codec.decode(record.value(), Outcome.class);
            if (outcome.state().terminal()) {
                ended.ended(outcome);
            }
        } catch (UnreadableException e) {
            LOG.debug("an outcome cannot be read: {}", e.getMessage());
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
