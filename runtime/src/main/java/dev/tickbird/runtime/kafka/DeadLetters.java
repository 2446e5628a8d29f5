package dev.tickbird.runtime.kafka;

import dev.tickbird.schemas.wire.Topic;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/**
 * Puts aside, byte for byte, a record that cannot be read or handled, with the reason in headers; its own headers stay.
 * The offset that it came from may be committed only when the returned future is done, or in the same transaction.
 */
public final class DeadLetters {

    public static final String SOURCE_TOPIC = "tickbird-source-topic";
    public static final String SOURCE_PARTITION = "tickbird-source-partition";
    public static final String SOURCE_OFFSET = "tickbird-source-offset";
    public static final String AGENT = "tickbird-agent";
    public static final String REASON = "tickbird-reason";
    public static final String MESSAGE = "tickbird-message";

    private static final int LONGEST_MESSAGE = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final String topic;
    private final String agent;

    public DeadLetters(KafkaSettings settings, String agent) {
        this.topic = settings.topic(Topic.DEAD_LETTERS);
        this.agent = agent;
    }

    /**
     * Sends the record to the dead letters.
     *
     * @param reason a stable code, usable as a metric label, such as {@code unreadable}
     * @param message for people; without the record's content
     */
    public Future<RecordMetadata> send(
            Producer<String, byte[]> producer, ConsumerRecord<String, byte[]> record, String reason, String message) {
        return producer.send(letter(record, reason, message));
    }

    /** The record to send, for callers that send it in a transaction of their own. */
    public ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> record, String reason, String message) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        Headers headers = letter.headers();
        RecordHeaders.put(headers, SOURCE_TOPIC, record.topic());
        RecordHeaders.put(headers, SOURCE_PARTITION, Integer.toString(record.partition()));
        RecordHeaders.put(headers, SOURCE_OFFSET, Long.toString(record.offset()));
        RecordHeaders.put(headers, AGENT, agent);
        RecordHeaders.put(headers, REASON, reason);
        RecordHeaders.put(headers, MESSAGE, oneLine(message));
        return letter;
    }

    private static String oneLine(String message) {
        String line = CONTROL.matcher(message).replaceAll(" ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
