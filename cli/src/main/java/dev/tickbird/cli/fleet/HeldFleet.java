package dev.tickbird.cli.fleet;

import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fleet as the topics hold it, read once. As agents do, the highest revision of a key counts. */
public final class HeldFleet {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final FleetReader reader;
    private final Map<String, TargetSpec> targets = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private FleetPolicy policy = FleetPolicy.EMPTY;

    private HeldFleet(FleetReader reader) {
        this.reader = reader;
    }

    /** Reads both topics to their ends; only what a trusted fleet key signed counts. */
    public static HeldFleet read(KafkaClients clients, TrustedKeys trusted) {
        HeldFleet held = new HeldFleet(new FleetReader(trusted));
        read(clients, Topic.TARGETS, held::target);
        read(clients, Topic.CONFIG, held::config);
        return held;
    }

    /** By instance name. */
    public Map<String, TargetSpec> targets() {
        return targets;
    }

    /** Records that no agent with the same trust accepts, with the reason; by instance name. */
    public Map<String, String> refused() {
        return refused;
    }

    public FleetPolicy policy() {
        return policy;
    }

    /** The highest revision of all; 0 for none. */
    public long revision() {
        return targets.values().stream().mapToLong(TargetSpec::revision).reduce(policy.revision(), Math::max);
    }

    private static void read(KafkaClients clients, Topic topic, PartitionReader.Handler handler) {
        try (PartitionReader reader =
                PartitionReader.ofTopic(clients, clients.settings().topic(topic))) {
            reader.readToEnd(handler, LIMIT);
        }
    }

    private void target(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            targets.remove(record.key());
            refused.remove(record.key());
            return;
        }
        try {
            TargetSpec target = reader.target(record.key(), record.value());
            targets.merge(record.key(), target, (known, read) -> known.revision() > read.revision() ? known : read);
            refused.remove(record.key());
        } catch (UnreadableException e) {
            refused.put(record.key(), String.valueOf(e.getMessage()));
        }
    }

    private void config(ConsumerRecord<String, byte[]> record) {
        if (!FleetPolicy.KEY.equals(record.key()) || record.value() == null) {
            return;
        }
        try {
            if (reader.config(record.key(), record.value()) instanceof ConfigEntry.Policy(FleetPolicy read)
                    && read.revision() >= policy.revision()) {
                policy = read;
            }
        } catch (UnreadableException e) {
            // Nobody follows it: what is applied next takes its place.
        }
    }
}
