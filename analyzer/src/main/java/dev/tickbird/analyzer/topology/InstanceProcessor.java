package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.runtime.fleet.KnownTargets;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.IndexUsage;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about the instances of one partition: decode, compute with nothing written, then write and send. A record that cannot
 * be read or handled changes nothing and goes to the dead letters.
 */
final class InstanceProcessor implements Processor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceProcessor.class);

    private static final Set<Topic> OBSERVED = EnumSet.of(
            Topic.SNAPSHOTS_INSTANCE,
            Topic.SNAPSHOTS_RELATIONS,
            Topic.SNAPSHOTS_STATEMENTS,
            Topic.SNAPSHOTS_ACTIVITY,
            Topic.USAGE,
            Topic.ANSWERS);

    private final RuleSet discovered;
    private final FleetTrust trust;
    private final String prefix;
    private final Appointments appointments = new Appointments();
    private final Set<String> inMotion = new TreeSet<>();
    private final Set<String> instances = new TreeSet<>();
    private Evaluator evaluator;
    private FleetPolicy policy = FleetPolicy.EMPTY;
    private byte @Nullable [] policyBytes;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable Stores stores;
    private @Nullable ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> config;

    InstanceProcessor(RuleSet discovered, FleetTrust trust, String prefix) {
        this.discovered = discovered;
        this.trust = trust;
        this.prefix = prefix;
        this.evaluator = new Evaluator(discovered);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        Stores opened = Stores.of(processorContext);
        stores = opened;
        config = processorContext.getStateStore(AnalyzerTopology.CONFIG_STORE);
        try (KeyValueIterator<String, InstanceState> all = opened.instances().all()) {
            all.forEachRemaining(entry -> instances.add(entry.key));
        }
        try (KeyValueIterator<String, Tracked> all = opened.findings().all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.inMotion(Long.MIN_VALUE / 2) || entry.value.inMotion(0)) {
                    inMotion.add(entry.key);
                }
            });
        }
        try (KeyValueIterator<String, ScheduledTable> all = opened.scheduled().all()) {
            all.forEachRemaining(entry -> appointments.note(entry.key, Optional.of(entry.value)));
        }
    }

    @Override
    public void process(Record<String, byte[]> incoming) {
        ProcessorContext<String, byte[]> open = opened(context);
        RecordMetadata from = open.recordMetadata().orElseThrow();
        if (incoming.key() == null) {
            reject(incoming, from, "unreadable", "the record has no key");
            return;
        }
        refreshPolicy();
        Workspace work = new Workspace(
                opened(stores), open.taskId().partition(), Instant.ofEpochMilli(incoming.timestamp()), policy);
        try {
            handle(Topic.of(from.topic(), prefix).orElseThrow(), incoming, work);
        } catch (UnreadableException e) {
            reject(incoming, from, "unreadable", String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            LOG.error(
                    "{} partition {} offset {}: the record could not be handled and is set aside",
                    from.topic(),
                    from.partition(),
                    from.offset(),
                    e);
            reject(incoming, from, "failed", e.getClass().getSimpleName());
            return;
        }
        work.flush(this::noteMotion, appointments::note);
        noteInstance(incoming.key(), opened(stores));
        send(work, incoming.timestamp(), from);
    }

    private void handle(Topic topic, Record<String, byte[]> incoming, Workspace work) {
        byte[] value = incoming.value();
        if (OBSERVED.contains(topic) && isRemoved(incoming.key(), work)) {
            return;
        }
        switch (topic) {
            case TARGETS -> target(incoming.key(), value, work);
            case TICKS ->
                TickHandler.handle(Codec.decode(value, Tick.class), work, evaluator, appointments, inMotion, instances);
            case SNAPSHOTS_INSTANCE -> {
                InstanceSnapshot snapshot = Codec.decode(value, InstanceSnapshot.class);
                InstanceHandler.handle(checked(snapshot, snapshot.header(), incoming), work, evaluator);
            }
            case SNAPSHOTS_RELATIONS -> {
                RelationsSnapshot snapshot = Codec.decode(value, RelationsSnapshot.class);
                RelationsHandler.handle(checked(snapshot, snapshot.header(), incoming), work, evaluator);
            }
            case SNAPSHOTS_STATEMENTS -> {
                StatementsSnapshot snapshot = Codec.decode(value, StatementsSnapshot.class);
                StatementsHandler.handle(checked(snapshot, snapshot.header(), incoming), work, evaluator);
            }
            case SNAPSHOTS_ACTIVITY -> {
                ActivitySnapshot snapshot = Codec.decode(value, ActivitySnapshot.class);
                ActivityHandler.handle(checked(snapshot, snapshot.header(), incoming), work, evaluator);
            }
            case USAGE -> UsageHandler.handle(addressed(value, incoming.key()), work);
            case ANSWERS -> PlanDesk.heard(answered(value, incoming.key()), work);
            case OUTCOMES -> OutcomeHandler.handle(Codec.decode(value, Outcome.class), work, evaluator);
            case DECISIONS -> AnswerHandler.decision(value, work, evaluator);
            case OVERLAYS -> AnswerHandler.overlay(value, work, evaluator);
            default -> throw new UnreadableException("this topic is not an input of the analyzer");
        }
    }

    private void target(String key, byte @Nullable [] value, Workspace work) {
        if (value == null) {
            throw new UnreadableException(KnownTargets.ERASED);
        }
        TargetHandler.handle(trust.target(key, value), work);
    }

    /** A collector may lag behind the fleet. */
    private static boolean isRemoved(String key, Workspace work) {
        InstanceState known = work.instances.get(key);
        return known != null && known.isRemoved();
    }

    private static IndexUsage addressed(byte[] value, String key) {
        IndexUsage usage = Codec.decode(value, IndexUsage.class);
        if (!usage.instance().value().equals(key)) {
            throw new UnreadableException("the record's key is '" + key + "' but it is meant for " + usage.instance());
        }
        return usage;
    }

    private static PlanAnswer answered(byte[] value, String key) {
        PlanAnswer answer = Codec.decode(value, PlanAnswer.class);
        if (!answer.instance().value().equals(key)) {
            throw new UnreadableException("the record's key is '" + key + "' but it is about " + answer.instance());
        }
        return answer;
    }

    private static <T> T checked(T snapshot, SnapshotHeader header, Record<String, byte[]> incoming) {
        if (!header.instance().value().equals(incoming.key())) {
            throw new UnreadableException(
                    "the record's key is '" + incoming.key() + "' but it is about " + header.instance());
        }
        return snapshot;
    }

    /** The newest signed policy; one that cannot be used leaves the one before in force. */
    private void refreshPolicy() {
        ValueAndTimestamp<byte[]> stored = config == null ? null : config.get(FleetPolicy.KEY);
        byte[] now = stored == null ? null : stored.value();
        if (Arrays.equals(now, policyBytes)) {
            return;
        }
        policyBytes = now;
        if (now == null) {
            LOG.warn("the fleet's policy was erased without a signature: the one before stays in force");
            return;
        }
        try {
            FleetPolicy newest = trust.policy(now);
            if (newest.revision() < policy.revision()) {
                LOG.warn(
                        "the fleet's policy is an older one, {}: {} stays in force",
                        newest.revision(),
                        policy.revision());
                return;
            }
            evaluator = new Evaluator(discovered.with(newest.thresholds()), newest.settings());
            policy = newest;
            appointments.follow(newest);
        } catch (RuntimeException e) {
            LOG.warn("the fleet's policy cannot be used and the one before stays in force: {}", e.getMessage());
        }
    }

    private void noteMotion(String key, Optional<Tracked> changed) {
        if (changed.isPresent() && changed.get().inMotion(0)) {
            inMotion.add(key);
        } else {
            inMotion.remove(key);
        }
    }

    private void noteInstance(String key, Stores open) {
        if (open.instances().get(key) == null) {
            instances.remove(key);
        } else {
            instances.add(key);
        }
    }

    private void send(Workspace work, long timestamp, RecordMetadata from) {
        int number = 0;
        for (Emission emission : work.emissions()) {
            Object value = emission.value();
            Record<String, byte[]> out =
                    new Record<>(emission.key(), value == null ? null : Codec.encode(value), timestamp);
            String id = from.topic() + "-" + from.partition() + "-" + from.offset() + "-" + number++;
            EventHeaders.write(out.headers(), emission.topic(), emission.key(), id, work.at());
            opened(context).forward(out, AnalyzerTopology.sink(emission.topic()));
        }
    }

    private void reject(Record<String, byte[]> incoming, RecordMetadata from, String code, String message) {
        Record<String, byte[]> letter = new Record<>(incoming.key(), incoming.value(), incoming.timestamp());
        Headers headers = letter.headers();
        incoming.headers().forEach(headers::add);
        EventHeaders.reason(headers, from, code, message);
        opened(context).forward(letter, AnalyzerTopology.sink(Topic.DEAD_LETTERS));
    }

    private static <T> T opened(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the processor was not initialised");
        }
        return value;
    }
}
