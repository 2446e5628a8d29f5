package dev.tickbird.executor.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.ChainLink;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The end of the topic {@code outcomes}: whether what heads speak of is there. Opened for one look; used by one thread. */
final class OutcomeTail implements AutoCloseable {
    private static final int FIRST = 64;
    private static final int WIDER = 8;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Consumer<String, byte[]> consumer;
    private final String topic;

    OutcomeTail(KafkaClients clients) {
        this.consumer = clients.consumer(null);
        this.topic = clients.settings().topic(Topic.OUTCOMES);
    }

    /**
     * Which of these heads of a partition speak of outcomes that are gone. The newest is looked for from the end, where it usually is; only
     * when it is nowhere the others count.
     */
    Set<ChainHead> lost(int number, Collection<ChainHead> heads, Instant kept) {
        Optional<ChainHead> newest = heads.stream()
                .max(Comparator.comparing(ChainHead::at))
                .filter(head -> head.at().isAfter(kept));
        if (newest.isEmpty()) {
            return Set.of();
        }
        TopicPartition partition = new TopicPartition(topic, number);
        Set<String> seen = new HashSet<>();
        consumer.assign(List.of(partition));
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long to = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        for (long width = FIRST; to > first && !seen.contains(newest.get().hash()); width *= WIDER) {
            long from = Math.max(first, to - width);
            read(partition, from, to, seen);
            to = from;
        }
        return seen.contains(newest.get().hash())
                ? Set.of()
                : heads.stream()
                        .filter(head -> head.at().isAfter(kept) && !seen.contains(head.hash()))
                        .collect(Collectors.toSet());
    }

    private void read(TopicPartition partition, long from, long to, Set<String> seen) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        consumer.seek(partition, from);
        while (consumer.position(partition) < to) {
            if (System.nanoTime() > deadline) {
                throw new CatchUpException("the end of " + partition + " was not read within " + LIMIT);
            }
            consumer.poll(POLL).forEach(record -> seen.add(hash(record)));
        }
    }

    private static String hash(ConsumerRecord<String, byte[]> record) {
        try {
            JsonNode outcome = Codec.mapper().readTree(record.value() == null ? new byte[0] : record.value());
            return outcome.path(ChainLink.MEMBER).path("hash").asText();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
