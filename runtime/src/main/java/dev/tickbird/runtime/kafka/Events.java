package dev.tickbird.runtime.kafka;

import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes the records that an agent publishes: the value as JSON, the partition by the published function, and CloudEvents
 * 1.0 headers in binary mode with the trace. Safe for use by many threads.
 */
public final class Events {

    private static final int VERSION = 1;

    private final KafkaSettings settings;
    private final String source;
    private final InstantSource clock;

    /** The source says who speaks: a URI reference such as {@code /tickbird/collector/default}. */
    public Events(KafkaSettings settings, String source, InstantSource clock) {
        this.settings = settings;
        this.source = source;
        this.clock = clock;
    }

    /** A record that begins a trace. */
    public ProducerRecord<String, byte[]> record(Topic topic, String key, Object value) {
        return record(topic, key, value, TraceParent.start());
    }

    /** A record that belongs to a trace: {@link TraceParent#next} of the record that caused it. */
    public ProducerRecord<String, byte[]> record(Topic topic, String key, Object value, TraceParent trace) {
        String entity = topic.entity()
                .orElseThrow(() -> new IllegalArgumentException(topic.suffix() + " holds no events: see DeadLetters"));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(settings.topic(topic), partition(topic, key), key, Codec.encode(value));
        Headers headers = record.headers();
        RecordHeaders.put(headers, CloudEvent.SPEC_VERSION, CloudEvent.SPEC);
        RecordHeaders.put(headers, CloudEvent.ID, UUID.randomUUID().toString());
        RecordHeaders.put(headers, CloudEvent.TYPE, CloudEvent.type(entity, VERSION));
        RecordHeaders.put(headers, CloudEvent.SOURCE, source);
        RecordHeaders.put(headers, CloudEvent.SUBJECT, key);
        RecordHeaders.put(headers, CloudEvent.TIME, clock.instant().toString());
        RecordHeaders.put(headers, CloudEvent.DATA_SCHEMA, CloudEvent.schema(entity, VERSION));
        RecordHeaders.put(headers, CloudEvent.CONTENT_TYPE, CloudEvent.JSON);
        RecordHeaders.put(headers, CloudEvent.TRACE_PARENT, trace.text());
        return record;
    }

    /** What removes a key from a compacted topic. */
    public ProducerRecord<String, byte[]> tombstone(Topic topic, String key) {
        if (topic.cleanup() != Topic.Cleanup.COMPACT) {
            throw new IllegalArgumentException(topic.suffix() + " is not compacted: nothing can be removed from it");
        }
        return new ProducerRecord<>(settings.topic(topic), partition(topic, key), key, null);
    }

    private int partition(Topic topic, String key) {
        return Partitions.of(key, settings.partitions(topic));
    }
}
