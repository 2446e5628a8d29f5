package dev.tickbird.executor.source;

import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the topics {@code targets} and {@code config} say. Read by one thread, asked by many; what is not signed changes nothing. */
public final class FleetState implements Fleet, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetState.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final FleetReader reader;
    private final InstantSource clock;
    private final Map<InstanceId, TargetSpec> targets = new ConcurrentHashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private volatile FleetPolicy policy = FleetPolicy.EMPTY;
    private @Nullable PartitionReader targetRecords;
    private @Nullable PartitionReader configRecords;

    public FleetState(KafkaClients clients, FleetReader reader, InstantSource clock) {
        this.clients = clients;
        this.reader = reader;
        this.clock = clock;
    }

    /** Reads both topics to where they end now. */
    void readToEnd() {
        if (targetRecords == null) {
            targetRecords = PartitionReader.ofTopic(clients, clients.settings().topic(Topic.TARGETS));
        }
        if (configRecords == null) {
            configRecords = PartitionReader.ofTopic(clients, clients.settings().topic(Topic.CONFIG));
        }
        targetRecords.readToEnd(this::target, LIMIT);
        configRecords.readToEnd(this::config, LIMIT);
    }

    private void target(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) {
                targets.remove(InstanceId.of(record.key()));
                return;
            }
            TargetSpec target = reader.target(record.key(), record.value());
            TargetSpec known = targets.get(target.instance());
            if (known == null || known.revision() <= target.revision()) {
                targets.put(target.instance(), target);
            }
        } catch (UnreadableException | IllegalArgumentException e) {
            LOG.warn("the target {} is left as it was: {}", record.key(), e.getMessage());
        }
    }

    private void config(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null || record.key() == null) {
            return;
        }
        try {
            switch (reader.config(record.key(), record.value())) {
                case ConfigEntry.Policy(FleetPolicy next) ->
                    policy = next.revision() >= policy.revision() ? next : policy;
                case ConfigEntry.Paused(Pause pause) -> pauses.put(record.key(), pause);
                case ConfigEntry.Lifted lifted -> pauses.remove(record.key());
            }
        } catch (UnreadableException e) {
            LOG.warn("the config entry {} does not count: {}", record.key(), e.getMessage());
            if (!record.key().equals(FleetPolicy.KEY)) {
                // It may have taken the place of a pause, which needs no signature while lifting one does: so it
                // pauses.
                pauses.put(
                        record.key(),
                        new Pause(
                                PauseScope.FLEET,
                                null,
                                "an unreadable config entry",
                                "the entry " + record.key() + " cannot be read",
                                clock.instant()));
            }
        }
    }

    @Override
    public Optional<TargetSpec> target(InstanceId instance) {
        return Optional.ofNullable(targets.get(instance));
    }

    @Override
    public List<TargetSpec> cluster(String cluster) {
        return targets.values().stream()
                .filter(target -> target.cluster().equals(cluster))
                .toList();
    }

    @Override
    public FleetPolicy policy() {
        return policy;
    }

    @Override
    public List<Pause> pauses() {
        return List.copyOf(pauses.values());
    }

    @Override
    public void close() {
        if (targetRecords != null) {
            targetRecords.close();
            targetRecords = null;
        }
        if (configRecords != null) {
            configRecords.close();
            configRecords = null;
        }
    }
}
