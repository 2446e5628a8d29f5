package dev.tickbird.schemas.wire;

import java.nio.charset.StandardCharsets;

/**
 * The published partition function of every topic that is partitioned by instance. A key is {@code instance} or
 * {@code instance/id}; only the instance decides, so that everything about one server is in one partition number.
 *
 * <p>The hash is Kafka's murmur2 with its seed, as {@code org.apache.kafka.common.utils.Utils.murmur2} computes it, so that the
 * default partitioner of any client agrees for keys without an id.
 */
public final class Partitions {
    private static final char SEPARATOR = '/';

    private Partitions() {}

    /** The partition of a key, for a topic with that many partitions. */
    public static int of(String key, int partitions) {
        byte[] instance = instance(key).getBytes(StandardCharsets.UTF_8);
        return (murmur2(instance) & 0x7fffffff) % partitions;
    }

    /** {@code instance} of {@code instance} or {@code instance/id}. */
    public static String instance(String key) {
        int slash = key.indexOf(SEPARATOR);
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** The key of an entity that belongs to an instance. */
    public static String key(String instance, String id) {
        return instance + SEPARATOR + id;
    }

    private static int murmur2(byte[] data) {
        final int m = 0x5bd1e995;
        final int r = 24;
        int length = data.length;
        int h = 0x9747b28c ^ length;
        for (int i = 0; i < length / 4; i++) {
            int k = little(data, i * 4);
            k *= m;
            k ^= k >>> r;
            k *= m;
            h *= m;
            h ^= k;
        }
        h = tail(data, h, m);
        h ^= h >>> 13;
        h *= m;
        h ^= h >>> 15;
        return h;
    }

    private static int little(byte[] data, int at) {
        return (data[at] & 0xff)
                | ((data[at + 1] & 0xff) << 8)
                | ((data[at + 2] & 0xff) << 16)
                | ((data[at + 3] & 0xff) << 24);
    }

    private static int tail(byte[] data, int hash, int m) {
        int h = hash;
        int start = data.length & ~3;
        int rest = data.length & 3;
        if (rest == 3) {
            h ^= (data[start + 2] & 0xff) << 16;
        }
        if (rest >= 2) {
            h ^= (data[start + 1] & 0xff) << 8;
        }
        if (rest >= 1) {
            h ^= data[start] & 0xff;
            h *= m;
        }
        return h;
    }
}
