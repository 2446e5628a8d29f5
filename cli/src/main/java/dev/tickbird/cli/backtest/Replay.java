package dev.tickbird.cli.backtest;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.topology.AnalyzerTopology;
import dev.tickbird.analyzer.topology.FleetTrust;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Tick;
import dev.tickbird.schemas.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs the analyzer's own topology over a recording, in this thread and in memory. The time is that of the records: ticks are made
 * between them, so two replays of the same say the same to the byte.
 */
final class Replay implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(10);
    /** What the fleet was, whenever it was asked for: time begins with the first snapshot. */
    private static final Set<Topic> FLEET = EnumSet.of(Topic.CONFIG, Topic.TARGETS);

    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, byte[]> findings;
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new EnumMap<>(Topic.class);
    private final UnaryOperator<FleetPolicy> policy;
    private final Map<String, Episode> episodes = new TreeMap<>();
    /** The newest episode by the finding's key. */
    private final Map<String, String> current = new HashMap<>();

    private final MessageDigest digest;
    private @Nullable Instant clock;
    private @Nullable Instant first;
    private long records;

    private Replay(Path state, UnaryOperator<FleetPolicy> policy) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "backtest");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        this.policy = policy;
        this.driver = new TopologyTestDriver(
                AnalyzerTopology.build(RuleSet.discovered(), FleetTrust.unsigned(), Topic.DEFAULT_PREFIX), config);
        this.findings = driver.createOutputTopic(
                Topic.FINDINGS.name(Topic.DEFAULT_PREFIX), new StringDeserializer(), new ByteArrayDeserializer());
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a replay said.
     *
     * @param records how many were read
     * @param from the first snapshot's time
     * @param to the last snapshot's time
     * @param digest SHA-256 over every finding's record, in order
     */
    record Said(
            long records, @Nullable Instant from, @Nullable Instant to, List<Episode> episodes, String digest) {
        Said {
            episodes = List.copyOf(episodes);
        }
    }

    /**
     * Reads the whole recording.
     *
     * @param state a folder of its own, for the stores
     * @param policy the policy that holds, from the recorded one
     */
    static Said of(Path recording, Path state, UnaryOperator<FleetPolicy> policy) {
        try (Replay replay = new Replay(state, policy)) {
            Recording.read(recording, replay::take);
            return replay.said();
        }
    }

    private void take(Recorded recorded) {
        if (records++ == 0) {
            config(FleetPolicy.EMPTY, recorded.at());
        }
        if (!FLEET.contains(recorded.topic())) {
            first = first == null ? recorded.at() : first;
            tickUntil(recorded.at());
        }
        if (recorded.topic() == Topic.CONFIG) {
            config(Codec.mapper().convertValue(recorded.value(), FleetPolicy.class), recorded.at());
        } else {
            byte[] value = recorded.value().toString().getBytes(StandardCharsets.UTF_8);
            input(recorded.topic()).pipeInput(recorded.key(), value, recorded.at());
        }
        drain();
    }

    private void config(FleetPolicy recorded, Instant at) {
        input(Topic.CONFIG).pipeInput(FleetPolicy.KEY, Codec.encode(policy.apply(recorded)), at);
    }

    private void tickUntil(Instant at) {
        Instant now = clock == null ? at : clock;
        while (now.plus(TICK).isBefore(at)) {
            now = now.plus(TICK);
            input(Topic.TICKS).pipeInput("0", Codec.encode(new Tick(0, TICK.toMillis())), now);
            drain();
        }
        clock = now;
    }

    private TestInputTopic<String, byte[]> input(Topic topic) {
        return inputs.computeIfAbsent(
                topic,
                any -> driver.createInputTopic(
                        topic.name(Topic.DEFAULT_PREFIX), new StringSerializer(), new ByteArraySerializer()));
    }

    private void drain() {
        while (!findings.isEmpty()) {
            TestRecord<String, byte[]> told = findings.readRecord();
            digest.update(told.key().getBytes(StandardCharsets.UTF_8));
            byte[] value = told.value();
            if (value == null) {
                erased(told.key(), told.getRecordTime());
            } else {
                digest.update(value);
                told(told.key(), Codec.decode(value, Finding.class));
            }
        }
    }

    /** One that waits for its time is nothing yet: nobody is told of it. */
    private void told(String key, Finding finding) {
        if (finding.state() != FindingState.PENDING) {
            Episode episode = Episode.of(finding);
            episodes.merge(episode.key(), episode, Episode::and);
            current.put(key, episode.key());
        }
    }

    private void erased(String key, Instant at) {
        String episode = current.remove(key);
        if (episode != null) {
            episodes.computeIfPresent(episode, (any, known) -> known.until() == null ? known.ended(at) : known);
        }
    }

    private Said said() {
        return new Said(
                records,
                first,
                clock,
                episodes.values().stream().sorted(Episode.ORDER).toList(),
                HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() {
        driver.close();
    }
}
