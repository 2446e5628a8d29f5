package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * One processor over all inputs of a partition: everything about an instance meets in one task. The configuration topic is a global
 * store, read whole by every analyzer.
 */
public final class AnalyzerTopology {
    static final String CONFIG_STORE = "config";
    private static final String PROCESSOR = "instances";

    /** What it reads, apart from the configuration. */
    public static final List<Topic> INPUTS = List.of(
            Topic.TARGETS,
            Topic.TICKS,
            Topic.SNAPSHOTS_INSTANCE,
            Topic.SNAPSHOTS_RELATIONS,
            Topic.SNAPSHOTS_STATEMENTS,
            Topic.SNAPSHOTS_ACTIVITY,
            Topic.OUTCOMES,
            Topic.USAGE,
            Topic.ANSWERS,
            Topic.DECISIONS,
            Topic.OVERLAYS);

    private static final List<Topic> OUTPUTS =
            List.of(Topic.FINDINGS, Topic.PROPOSALS, Topic.USAGE, Topic.QUESTIONS, Topic.DEAD_LETTERS);

    private AnalyzerTopology() {}

    public static Topology build(RuleSet rules, FleetTrust trust, String prefix) {
        Topology topology = new Topology();
        addConfig(topology, prefix);
        String[] sources = INPUTS.stream().map(AnalyzerTopology::source).toArray(String[]::new);
        for (Topic input : INPUTS) {
            topology.addSource(
                    AutoOffsetReset.earliest(),
                    source(input),
                    new StringDeserializer(),
                    new ByteArrayDeserializer(),
                    input.name(prefix));
        }
        topology.addProcessor(PROCESSOR, supplier(rules, trust, prefix), sources);
        StreamPartitioner<String, byte[]> byInstance = (topic, key, value, partitions) ->
                Optional.of(Set.of(Partitions.of(key == null ? "" : key, partitions)));
        for (Topic output : OUTPUTS) {
            topology.addSink(
                    sink(output),
                    output.name(prefix),
                    new StringSerializer(),
                    new ByteArraySerializer(),
                    byInstance,
                    PROCESSOR);
        }
        return topology;
    }

    static String sink(Topic topic) {
        return "to-" + topic.suffix();
    }

    private static String source(Topic topic) {
        return "from-" + topic.suffix();
    }

    private static ProcessorSupplier<String, byte[], String, byte[]> supplier(
            RuleSet rules, FleetTrust trust, String prefix) {
        return new ProcessorSupplier<>() {
            @Override
            public InstanceProcessor get() {
                return new InstanceProcessor(rules, trust, prefix);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return dev.tickbird.analyzer.topology.Stores.builders();
            }
        };
    }

    private static void addConfig(Topology topology, String prefix) {
        StoreBuilder<TimestampedKeyValueStore<String, byte[]>> store = Stores.timestampedKeyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(CONFIG_STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
        topology.addGlobalStore(
                store,
                "from-config",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topic.CONFIG.name(prefix),
                "config",
                KeepNewest::new);
    }

    /** Keeps the newest value of every key. */
    private static final class KeepNewest extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> incoming) {
            KeyValueStore<String, ValueAndTimestamp<byte[]>> store = context().getStateStore(CONFIG_STORE);
            if (incoming.value() == null) {
                store.delete(incoming.key());
            } else {
                store.put(incoming.key(), ValueAndTimestamp.make(incoming.value(), incoming.timestamp()));
            }
        }
    }
}
