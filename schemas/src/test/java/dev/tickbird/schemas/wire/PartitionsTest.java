package dev.tickbird.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static final String LETTERS = "abcxyzABC0189._-é漢\uD83D\uDC26";

    @Test
    void itIsKafkasOwnFunction() {
        long seed = Long.getLong("tickbird.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String key = key(random);
            int partitions = 1 + random.nextInt(100);
            assertThat(Partitions.of(key, partitions))
                    .as("key '%s', %d partitions, -Dtickbird.seed=%d", key, partitions, seed)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions));
        }
    }

    @Test
    void anIdAfterTheInstanceChangesNothing() {
        long seed = Long.getLong("tickbird.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String instance = key(random);
            assertThat(Partitions.of(Partitions.key(instance, key(random)), 24))
                    .as("-Dtickbird.seed=%d", seed)
                    .isEqualTo(Partitions.of(instance, 24));
        }
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        int length = random.nextInt(64);
        for (int i = 0; i < length; i++) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return key.toString();
    }
}
