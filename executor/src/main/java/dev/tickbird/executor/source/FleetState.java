package dev.tickbird.executor.source;

import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.executor.run.LogText;
import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.KnownConfig;
import dev.tickbird.runtime.fleet.KnownTargets;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the topics {@code targets} and {@code config} say. Read by one thread, asked by many; what is not signed changes nothing. */
public final class FleetState implements Fleet, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetState.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final KnownTargets targets;
    private final KnownConfig config;
    private final Counter refused;
    private final Allowance complaints = new Allowance(100, Duration.ofHours(1));
    private @Nullable PartitionReader targetRecords;
    private @Nullable PartitionReader configRecords;

    public FleetState(KafkaClients clients, FleetReader reader, MeterRegistry metrics) {
        this.clients = clients;
        this.targets = new KnownTargets(reader);
        this.config = new KnownConfig(reader);
        this.refused = metrics.counter("tickbird.executor.fleet.refused");
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
        targets.take(record.key(), record.value()).ifPresent(why -> warn("target", record, why));
    }

    private void config(ConsumerRecord<String, byte[]> record) {
        config.take(record.key(), record.value()).ifPresent(why -> warn("config entry", record, why));
    }

    private void warn(String what, ConsumerRecord<String, byte[]> record, String why) {
        refused.increment();
        if (complaints.take()) {
            LOG.warn(
                    "the {} {} at offset {} changes nothing: {}",
                    what,
                    LogText.of(record.key()),
                    record.offset(),
                    LogText.of(why));
        }
    }

    @Override
    public Optional<TargetSpec> target(InstanceId instance) {
        return targets.find(instance);
    }

    @Override
    public List<TargetSpec> cluster(String cluster) {
        return targets.all().stream()
                .filter(target -> target.cluster().equals(cluster))
                .toList();
    }

    @Override
    public FleetPolicy policy() {
        return config.policy();
    }

    @Override
    public Optional<StandingApproval> standing(String id) {
        return config.standing(id).map(ConfigEntry.Standing::approval);
    }

    @Override
    public List<Pause> pauses() {
        return List.copyOf(config.pauses().values());
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
