package dev.tickbird.cli.fleet;

import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.KnownConfig;
import dev.tickbird.runtime.fleet.KnownTargets;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fleet as the topics hold it, read once, by the rules of the agents. */
public final class HeldFleet {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KnownTargets known;
    private final KnownConfig config;
    private final Map<String, String> refused = new TreeMap<>();

    private HeldFleet(FleetReader reader) {
        this.known = new KnownTargets(reader);
        this.config = new KnownConfig(reader);
    }

    /** Reads both topics to their ends; only what a trusted fleet key signed counts. */
    public static HeldFleet read(KafkaClients clients, TrustedKeys trusted) {
        HeldFleet held = new HeldFleet(new FleetReader(trusted));
        read(clients, Topic.TARGETS, held::target);
        read(clients, Topic.CONFIG, record -> held.config.take(record.key(), record.value()));
        return held;
    }

    /** By instance name. */
    public Map<String, TargetSpec> targets() {
        Map<String, TargetSpec> targets = new TreeMap<>();
        known.all().forEach(target -> targets.put(target.instance().value(), target));
        return targets;
    }

    /** Keys whose newest record is not accepted, or was erased, with the reason: an agent that starts later may not know them. */
    public Map<String, String> refused() {
        return refused;
    }

    public FleetPolicy policy() {
        return config.policy();
    }

    /** The pauses in force, by their keys. */
    public Map<String, Pause> pauses() {
        return config.pauses();
    }

    /** The highest revision of all; 0 for none. */
    public long revision() {
        return Math.max(known.revision(), config.policy().revision());
    }

    private static void read(KafkaClients clients, Topic topic, PartitionReader.Handler handler) {
        try (PartitionReader reader =
                PartitionReader.ofTopic(clients, clients.settings().topic(topic))) {
            reader.readToEnd(handler, LIMIT);
        }
    }

    private void target(ConsumerRecord<String, byte[]> record) {
        Optional<String> complaint = known.take(record.key(), record.value());
        if (complaint.isPresent()) {
            refused.put(record.key(), complaint.get());
        } else {
            refused.remove(record.key());
        }
    }
}
