package dev.tickbird.console.app;

import dev.tickbird.console.store.OutboxRow;
import dev.tickbird.console.store.Store;
import dev.tickbird.console.store.Writer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was written down. A crash after sending repeats a record: orders and decisions carry an id by which their readers know
 * a repetition.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int BATCH = 100;

    private final Store store;
    private final Producer<String, byte[]> producer;
    private final Sender sender;
    private final InstantSource clock;

    /** Makes the Kafka record of a row. */
    interface Sender {
        ProducerRecord<String, byte[]> toRecord(OutboxRow row);
    }

    Outbox(Store store, Producer<String, byte[]> producer, Sender sender, InstantSource clock) {
        this.store = store;
        this.producer = producer;
        this.sender = sender;
        this.clock = clock;
    }

    void send() {
        Instant now = clock.instant();
        store.inTransaction(connection -> {
            Writer writer = new Writer(connection, now);
            for (OutboxRow row : writer.waiting(BATCH)) {
                send(row, writer);
            }
        });
    }

    private void send(OutboxRow row, Writer writer) throws SQLException {
        if (row.begins() && writer.begun(row.action())) {
            LOG.info("{} the order for {} is not sent: the executor already has it", row.instance(), row.action());
        } else {
            acknowledge(sender.toRecord(row));
        }
        writer.sent(row.id());
    }

    private void acknowledge(ProducerRecord<String, byte[]> outgoing) {
        try {
            producer.send(outgoing).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record", e);
        }
    }
}
