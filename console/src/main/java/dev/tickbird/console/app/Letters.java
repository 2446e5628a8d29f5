package dev.tickbird.console.app;

import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/** Sets records aside that cannot be read, and knows that they arrived before it goes on: a crash repeats one and loses none. */
final class Letters implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final DeadLetters deadLetters;

    Letters(KafkaClients clients) {
        this.producer = clients.producer();
        this.deadLetters = new DeadLetters(clients.settings(), "console");
    }

    Producer<String, byte[]> producer() {
        return producer;
    }

    void send(ConsumerRecord<String, byte[]> record, String why) {
        try {
            deadLetters.send(producer, record, "unreadable", why).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dead letter could not be written", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
