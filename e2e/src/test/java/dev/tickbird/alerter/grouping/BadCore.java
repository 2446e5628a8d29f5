package dev.tickbird.alerter.grouping;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Breaks laws on purpose. */
public final class BadCore {
    private BadCore() {}

    public static long age(ConsumerRecord<String, byte[]> record) {
        return System.nanoTime() - record.timestamp();
    }
}
