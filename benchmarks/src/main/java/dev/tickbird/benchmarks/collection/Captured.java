package dev.tickbird.benchmarks.collection;

import dev.tickbird.collector.publish.Outlet;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Keeps what would be sent. */
final class Captured implements Outlet {
    /** As the collector's producer is set. */
    private static final Compression ZSTD = Compression.zstd().level(1).build();

    private final List<Sent> sent = new ArrayList<>();

    /** One record's value. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Sent(Topic topic, String key, byte[] value) {
        /** Alone in its batch, the batch's header of 61 bytes included: several small records of one batch take less. */
        int compressed() {
            return MemoryRecords.withRecords(ZSTD, new SimpleRecord(value)).sizeInBytes();
        }
    }

    @Override
    public void send(Topic topic, String key, Object value, Runnable lost) {
        sent.add(new Sent(topic, key, Codec.encode(value)));
    }

    /** What was sent since the last call. */
    List<Sent> take() {
        List<Sent> all = List.copyOf(sent);
        sent.clear();
        return all;
    }
}
