package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology in memory, with records in and out by topic. */
final class TopologyBench implements AutoCloseable {
    private final TopologyTestDriver driver;

    TopologyBench(Path state, Instant start) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                AnalyzerTopology.build(RuleSet.discovered(), FleetTrust.unsigned(), Topic.DEFAULT_PREFIX),
                config,
                start);
    }

    TestInputTopic<String, byte[]> input(Topic topic) {
        return driver.createInputTopic(
                topic.name(Topic.DEFAULT_PREFIX), new StringSerializer(), new ByteArraySerializer());
    }

    TestOutputTopic<String, byte[]> output(Topic topic) {
        return driver.createOutputTopic(
                topic.name(Topic.DEFAULT_PREFIX), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** What was written since the last call. */
    <T> List<T> all(Topic topic, Class<T> type) {
        return output(topic).readRecordsToList().stream()
                .filter(written -> written.value() != null)
                .map(written -> Codec.decode(written.value(), type))
                .toList();
    }

    <T> Optional<T> last(Topic topic, Class<T> type) {
        return all(topic, type).stream().reduce((first, second) -> second);
    }

    @Override
    public void close() {
        driver.close();
    }
}
