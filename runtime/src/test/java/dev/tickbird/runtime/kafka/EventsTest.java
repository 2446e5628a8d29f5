package dev.tickbird.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final KafkaSettings SETTINGS = KafkaSettings.plaintext("localhost:1", "t.", 8);
    private final Events events = new Events(
            SETTINGS, "/tickbird/analyzer/default", InstantSource.fixed(Instant.parse("2026-11-20T09:00:00Z")));

    @Test
    void carriesCloudEventHeadersAndTheTrace() {
        TraceParent cause = TraceParent.start();
        ProducerRecord<String, byte[]> record = events.record(Topic.TICKS, "3", new Tick(3, 10_000), cause.next());
        Map<String, String> headers = texts(record.headers());
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "dev.tickbird.tick.v1")
                .containsEntry("ce_source", "/tickbird/analyzer/default")
                .containsEntry("ce_subject", "3")
                .containsEntry("ce_time", "2026-11-20T09:00:00Z")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_dataschema");
        TraceParent carried = RecordHeaders.trace(record.headers()).orElseThrow();
        assertThat(carried.traceId()).isEqualTo(cause.traceId());
        assertThat(carried.spanId()).isNotEqualTo(cause.spanId());
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"intervalMillis\":10000,\"partition\":3}");
    }

    @Test
    void goesToThePartitionOfItsInstance() {
        ProducerRecord<String, byte[]> order = events.record(Topic.APPROVED_ACTIONS, "orders-prod", new Signed("x"));
        ProducerRecord<String, byte[]> removal = events.tombstone(Topic.FINDINGS, "orders-prod/fnd_1");
        assertThat(order.topic()).isEqualTo("t.approved-actions");
        assertThat(order.partition()).isEqualTo(Partitions.of("orders-prod", 8)).isEqualTo(removal.partition());
        assertThat(removal.value()).isNull();
        assertThat(events.record(Topic.CONFIG, "policy/x", new Signed("x")).partition())
                .isZero();
        assertThatThrownBy(() -> events.tombstone(Topic.OUTCOMES, "a/b")).hasMessageContaining("not compacted");
    }

    @Test
    void putsARecordAsideByteForByteWithTheReason() {
        byte[] broken = {(byte) 0xff, 0, 1};
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("t.findings", 5, 42L, "a/b", broken);
        record.headers().add("ce_id", "kept".getBytes(StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> letter = new DeadLetters(SETTINGS, "alerter")
                .letter(record, "unreadable", "not JSON\r\nevil: x" + "y".repeat(600));
        assertThat(letter.topic()).isEqualTo("t.dead-letters");
        assertThat(letter.key()).isEqualTo("a/b");
        assertThat(letter.value()).isEqualTo(broken);
        Map<String, String> headers = texts(letter.headers());
        assertThat(headers)
                .containsEntry("ce_id", "kept")
                .containsEntry(DeadLetters.SOURCE_TOPIC, "t.findings")
                .containsEntry(DeadLetters.SOURCE_PARTITION, "5")
                .containsEntry(DeadLetters.SOURCE_OFFSET, "42")
                .containsEntry(DeadLetters.AGENT, "alerter")
                .containsEntry(DeadLetters.REASON, "unreadable");
        assertThat(headers.get(DeadLetters.MESSAGE))
                .startsWith("not JSON evil: x")
                .hasSize(501);
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
