package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.topology.AnalyzerTopology;
import dev.tickbird.analyzer.topology.FleetTrust;
import dev.tickbird.collector.probe.Taken;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.Cluster;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The analyzer's topology in memory, which real servers are shown to. Its records are minutes apart, whatever the clock says. */
final class AnalyzerInMemory implements AutoCloseable {
    /** What changes in a finding's figures alone is told after a while. */
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(6);

    private final TopologyTestDriver driver;
    private final Map<String, Finding> newest = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;

    AnalyzerInMemory(Path state, List<Cluster> clusters, ThresholdOverride... thresholds) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "in-memory");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                AnalyzerTopology.build(RuleSet.discovered(), FleetTrust.unsigned(), Topic.DEFAULT_PREFIX), config);
        send(
                Topic.CONFIG,
                FleetPolicy.KEY,
                new FleetPolicy(
                        1,
                        List.of(),
                        List.of(thresholds),
                        List.of(),
                        Duration.ZERO,
                        clusters,
                        List.of(),
                        List.of(),
                        List.of()));
    }

    static ThresholdOverride set(String rule, Map<String, String> values) {
        return new ThresholdOverride(rule, List.of(), Map.of(), null, null, values, null);
    }

    void look(Watched server) {
        now = now.plus(TOLD_AGAIN_AFTER);
        Taken taken = server.snapshots().take();
        assertThat(taken.instance().reachability().reachable())
                .as(String.valueOf(taken.instance().reachability().message()))
                .isTrue();
        String key = server.id().value();
        send(Topic.SNAPSHOTS_INSTANCE, key, taken.instance());
        if (taken.activity() != null) {
            send(Topic.SNAPSHOTS_ACTIVITY, key, taken.activity());
        }
        taken.relations().forEach(relations -> send(Topic.SNAPSHOTS_RELATIONS, key, relations));
    }

    void pass(Duration time) {
        now = now.plus(time);
        send(Topic.TICKS, "0", new Tick(0, time.toMillis()));
    }

    /** The newest word on each finding of a rule. */
    List<Finding> findings(String rule) {
        read(Topic.FINDINGS).forEach(told -> {
            if (told.value() == null) {
                newest.remove(told.key());
            } else {
                newest.put(told.key(), Codec.decode(told.value(), Finding.class));
            }
        });
        return newest.values().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    /** What was written since it was asked last. */
    <T> List<T> written(Topic topic, Class<T> type) {
        return read(topic).stream()
                .filter(told -> told.value() != null)
                .map(told -> Codec.decode(told.value(), type))
                .toList();
    }

    void send(Topic topic, String key, Object value) {
        driver.createInputTopic(topic.name(Topic.DEFAULT_PREFIX), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, Codec.encode(value), now);
    }

    Instant now() {
        return now;
    }

    private List<TestRecord<String, byte[]>> read(Topic topic) {
        return driver.createOutputTopic(
                        topic.name(Topic.DEFAULT_PREFIX), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
