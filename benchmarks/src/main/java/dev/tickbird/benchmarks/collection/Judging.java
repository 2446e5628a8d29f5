package dev.tickbird.benchmarks.collection;

import dev.tickbird.analyzer.examine.Examination;
import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.topology.AnalyzerTopology;
import dev.tickbird.analyzer.topology.FleetTrust;
import dev.tickbird.benchmarks.collection.Captured.Sent;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** What the analyzer takes for a full snapshot, as time of the one thread that it runs in. */
final class Judging {
    private static final int WARM_UP = 4;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Judging() {}

    /** The rules alone, from records in memory to findings. */
    static Series rules(Observed before, Observed now, int repetitions) {
        Evaluator evaluator = new Evaluator(RuleSet.discovered());
        Series series = new Series();
        for (int i = -WARM_UP; i < repetitions; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Examination.of(before, now, evaluator);
            if (i >= 0) {
                series.add((THREADS.getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI);
            }
        }
        return series;
    }

    /** Full snapshots one after the other. */
    @FunctionalInterface
    interface Snapshots {
        List<Sent> next() throws Exception;
    }

    /** From the bytes of the records through the whole topology, its stores on disk included, to findings as bytes. */
    static Series topology(Path state, Snapshots snapshots, int repetitions) throws Exception {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "cost");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        Series series = new Series();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                AnalyzerTopology.build(RuleSet.discovered(), FleetTrust.unsigned(), Topic.DEFAULT_PREFIX), config)) {
            pipe(driver, new Sent(Topic.CONFIG, FleetPolicy.KEY, Codec.encode(FleetPolicy.EMPTY)));
            for (int i = -WARM_UP; i < repetitions; i++) {
                List<Sent> records = snapshots.next();
                long start = THREADS.getCurrentThreadCpuTime();
                records.forEach(record -> pipe(driver, record));
                if (i >= 0) {
                    series.add((THREADS.getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI);
                }
            }
        }
        return series;
    }

    private static void pipe(TopologyTestDriver driver, Sent record) {
        driver.createInputTopic(
                        record.topic().name(Topic.DEFAULT_PREFIX), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record.key(), record.value());
    }
}
