package dev.tickbird.analyzer.app;

import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets time pass: one record for every partition and interval. Several analyzers may do it at once: extra ticks add nothing. */
final class Ticker implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Producer<String, byte[]> producer;
    private final Events events;
    private final String topic;
    private final int partitions;
    private final Duration interval;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Ticker(KafkaClients clients, Events events, Duration interval) {
        this.producer = clients.producer();
        this.events = events;
        this.topic = clients.settings().topic(Topic.TICKS);
        this.partitions = clients.settings().partitions(Topic.TICKS);
        this.interval = interval;
    }

    @Override
    public void turn() throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<String, byte[]> keyed =
                    events.record(Topic.TICKS, Integer.toString(partition), new Tick(partition, interval.toMillis()));
            sent.add(
                    producer.send(new ProducerRecord<>(topic, partition, keyed.key(), keyed.value(), keyed.headers())));
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
        boolean ended = stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS);
        LOG.trace("ticked {} partitions, ended {}", partitions, ended);
    }

    @Override
    public void wakeUp() {
        stopped.countDown();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
