package dev.tickbird.collector.publish;

import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.wire.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends snapshots to Kafka. While the broker is away snapshots are lost, not kept: a newer one will say more. */
public final class KafkaOutlet implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutlet.class);

    private final Producer<String, byte[]> producer;
    private final Events events;
    private final MeterRegistry metrics;
    private final AtomicBoolean complained = new AtomicBoolean();

    public KafkaOutlet(Producer<String, byte[]> producer, Events events, MeterRegistry metrics) {
        this.producer = producer;
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public void send(Topic topic, String key, Object value, Runnable lost) {
        ProducerRecord<String, byte[]> record = events.record(topic, key, value);
        try {
            Future<RecordMetadata> _ = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    complained.set(false);
                    count("tickbird.collector.records", topic).increment();
                    count("tickbird.collector.bytes", topic).increment(record.value().length);
                } else {
                    lost(topic, key, failure, lost);
                }
            });
        } catch (KafkaException e) {
            lost(topic, key, e, lost);
        }
    }

    private void lost(Topic topic, String key, Exception failure, Runnable lost) {
        count("tickbird.collector.lost", topic).increment();
        if (complained.compareAndSet(false, true)) {
            LOG.warn(
                    "A snapshot of {} could not be sent to {}: {}; trying again with the next",
                    key,
                    topic.suffix(),
                    failure.toString());
        }
        lost.run();
    }

    private Counter count(String name, Topic topic) {
        return metrics.counter(name, "topic", topic.suffix());
    }
}
