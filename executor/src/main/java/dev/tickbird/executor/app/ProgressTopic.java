package dev.tickbird.executor.app;

import dev.tickbird.executor.run.ProgressSink;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes progress; what is lost is replaced by the next. */
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
        String key =
                Partitions.key(progress.instance().value(), progress.action().value());
        try {
            Future<RecordMetadata> _ = producer.send(events.record(Topic.PROGRESS, key, progress));
        } catch (KafkaException e) {
            LOG.debug("progress of {} was not published", progress.action(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
