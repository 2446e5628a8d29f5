package dev.tickbird.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.audit.Fault.Kind;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topics hold of the chains, read once. */
final class Evidence {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** Less than the topic keeps outcomes: what is older may be gone in good order. */
    private static final Duration KEPT =
            Topic.OUTCOMES.retention().orElseThrow().minus(Duration.ofDays(10));

    private final Predicate<String> wanted;
    private final Map<String, List<Link>> links = new TreeMap<>();
    /** Of instances: what is in no chain. */
    private final Map<String, List<Fault>> outside = new TreeMap<>();

    private final Map<String, Integer> older = new TreeMap<>();
    private final Map<String, String> headsBefore = new HashMap<>();
    private final Map<String, String> headsAfter = new HashMap<>();
    private final List<ConsoleCheck.Seen> console = new ArrayList<>();

    private Evidence(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** Reads all that is kept of these instances, and the console's chain. */
    static Evidence read(KafkaClients clients, Predicate<String> wanted) {
        Evidence evidence = new Evidence(wanted);
        read(clients, Topic.CHAINS, record -> evidence.head(record, evidence.headsBefore));
        read(clients, Topic.OUTCOMES, evidence::outcome);
        read(clients, Topic.CHAINS, record -> evidence.head(record, evidence.headsAfter));
        read(clients, Topic.AUDIT, evidence::link);
        return evidence;
    }

    private static void read(KafkaClients clients, Topic topic, PartitionReader.Handler handler) {
        try (PartitionReader reader =
                PartitionReader.ofTopic(clients, clients.settings().topic(topic))) {
            reader.readToEnd(handler, LIMIT);
        }
    }

    private void head(ConsumerRecord<String, byte[]> record, Map<String, String> heads) {
        if (record.key() == null || !wanted.test(Partitions.instance(record.key()))) {
            return;
        }
        if (record.value() == null) {
            heads.remove(record.key());
            return;
        }
        try {
            heads.put(record.key(), Codec.decode(record.value(), Signed.class).jws());
        } catch (UnreadableException e) {
            heads.put(record.key(), "");
        }
    }

    private void outcome(ConsumerRecord<String, byte[]> record) {
        String instance = record.key() == null ? "" : Partitions.instance(record.key());
        if (!wanted.test(instance)) {
            return;
        }
        String where = where(record);
        try {
            JsonNode document = Codec.mapper().readTree(record.value() == null ? new byte[0] : record.value());
            if (!document.path("instance").asText().equals(instance)) {
                outside(instance, where, "its key and its content name different instances");
                return;
            }
            Link.of(document, where)
                    .ifPresentOrElse(
                            link -> links.computeIfAbsent(link.key(), any -> new ArrayList<>())
                                    .add(link),
                            () -> unchained(instance, where));
        } catch (IOException | UnreadableException e) {
            outside(instance, where, "it cannot be read");
        }
    }

    /** An executor that signs never stops signing; what was written before the first link is from an earlier version. */
    private void unchained(String instance, String where) {
        if (links.keySet().stream().anyMatch(key -> Partitions.instance(key).equals(instance))) {
            outside(instance, where, "it has no place in a chain: it was added, or its place was removed");
        } else {
            older.merge(instance, 1, Integer::sum);
        }
    }

    private void outside(String instance, String where, String what) {
        outside.computeIfAbsent(instance, any -> new ArrayList<>()).add(Fault.at(Kind.UNCHAINED, -1, where, what));
    }

    private void link(ConsumerRecord<String, byte[]> record) {
        try {
            console.add(new ConsoleCheck.Seen(
                    Codec.decode(record.value() == null ? new byte[0] : record.value(), AuditEntry.class),
                    where(record)));
        } catch (UnreadableException e) {
            outside(ConsoleCheck.NAME, where(record), "it is no link");
        }
    }

    private static String where(ConsumerRecord<String, byte[]> record) {
        return record.partition() + "@" + record.offset();
    }

    /** How many outcomes are older than the chain, by instance. */
    Map<String, Integer> older() {
        return older;
    }

    List<ChainReport> check(HeadReader reader, Anchors anchors, Instant now) {
        TreeSet<String> keys = new TreeSet<>(links.keySet());
        keys.addAll(headsBefore.keySet());
        anchors.furthest().stream()
                .filter(head -> wanted.test(head.instance().value()))
                .map(ChainHead::key)
                .forEach(keys::add);
        List<ChainReport> reports = new ArrayList<>();
        for (String key : keys) {
            reports.add(ChainCheck.of(
                    key,
                    links.getOrDefault(key, List.of()),
                    headsBefore.get(key),
                    headsAfter.get(key),
                    reader,
                    anchors,
                    now.minus(KEPT)));
        }
        reports.add(ConsoleCheck.of(console));
        outside.forEach(
                (name, faults) -> reports.add(new ChainReport(name, null, null, faults.size(), List.of(), faults)));
        return reports;
    }
}
