package dev.tickbird.executor.app;

import dev.tickbird.executor.run.ProgressSink;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes progress and rehearsals; what is lost is replaced by the next, or asked for again. */
final class ProgressTopic implements ProgressSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressTopic.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final Events events;

    ProgressTopic(Producer<String, byte[]> producer, Events events) {
        this.producer = producer;
        this.events = events;
    }

    @Override
    public void publish(Progress progress) {
        send(Topic.PROGRESS, progress.instance(), progress.action(), progress);
    }

    @Override
    public void publish(Rehearsal rehearsal) {
        send(Topic.REHEARSALS, rehearsal.instance(), rehearsal.action(), rehearsal);
    }

    private void send(Topic topic, InstanceId instance, ActionId action, Object value) {
        try {
            Future<RecordMetadata> _ =
                    producer.send(events.record(topic, Partitions.key(instance.value(), action.value()), value));
        } catch (KafkaException e) {
            LOG.debug("{} of {} was not published", topic.suffix(), action, e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
