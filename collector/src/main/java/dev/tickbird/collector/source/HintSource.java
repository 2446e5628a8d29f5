package dev.tickbird.collector.source;

import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from now on what the executor has ended and what the analyzer asks: hints to look, nothing more. What is missed is seen at
 * the next interval or asked again; what cannot be read is nobody's loss. Used by one thread.
 */
public final class HintSource implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(HintSource.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final String questions;
    private final Listener listener;

    /** Told of each hint. Called by one thread; returns soon. */
    public interface Listener {
        /** An action ended. */
        void ended(Outcome outcome);

        /** The planner of a server, ours or another's, is asked. */
        void asked(PlanQuestion question);
    }

    private HintSource(Consumer<String, byte[]> consumer, String questions, Listener listener) {
        this.consumer = consumer;
        this.questions = questions;
        this.listener = listener;
    }

    /** Begins at the topics' ends. */
    public static HintSource open(KafkaClients clients, Listener listener) {
        Consumer<String, byte[]> consumer =
                clients.consumer(null, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        try {
            String questions = clients.settings().topic(Topic.QUESTIONS);
            List<TopicPartition> partitions = Stream.of(clients.settings().topic(Topic.OUTCOMES), questions)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            return new HintSource(consumer, questions, listener);
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
        if (record.value() == null) {
            return;
        }
        try {
            if (record.topic().equals(questions)) {
                listener.asked(Codec.decode(record.value(), PlanQuestion.class));
                return;
            }
            Outcome outcome = Codec.decode(record.value(), Outcome.class);
            if (outcome.state().terminal()) {
                listener.ended(outcome);
            }
        } catch (UnreadableException e) {
            LOG.debug("a hint cannot be read: {}", e.getMessage());
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
