package dev.tickbird.analyzer.topology;

import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Headers of what the topology sends. Identifiers come from the input's place, so that two replays are equal. */
final class EventHeaders {
    private static final String SOURCE = "/tickbird/analyzer";

    private EventHeaders() {}

    static void write(Headers headers, Topic topic, String subject, String id, Instant time) {
        add(headers, CloudEvent.SPEC_VERSION, CloudEvent.SPEC);
        add(headers, CloudEvent.ID, id);
        add(headers, CloudEvent.SOURCE, SOURCE);
        add(headers, CloudEvent.SUBJECT, subject);
        add(headers, CloudEvent.TIME, time.toString());
        add(headers, CloudEvent.CONTENT_TYPE, CloudEvent.JSON);
        topic.entity().ifPresent(entity -> {
            add(headers, CloudEvent.TYPE, CloudEvent.type(entity, 1));
            add(headers, CloudEvent.DATA_SCHEMA, CloudEvent.schema(entity, 1));
        });
    }

    static void reason(Headers headers, RecordMetadata from, String code, String message) {
        add(headers, DeadLetters.AGENT, "analyzer");
        add(headers, DeadLetters.SOURCE_TOPIC, from.topic());
        add(headers, DeadLetters.SOURCE_PARTITION, Integer.toString(from.partition()));
        add(headers, DeadLetters.SOURCE_OFFSET, Long.toString(from.offset()));
        add(headers, DeadLetters.REASON, code);
        add(headers, DeadLetters.MESSAGE, message);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
