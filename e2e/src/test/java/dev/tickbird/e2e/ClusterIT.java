package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.topology.AnalyzerTopology;
import dev.tickbird.analyzer.topology.FleetTrust;
import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Snapshots;
import dev.tickbird.collector.probe.Taken;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.Cluster;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.Replica;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;

/** The usage ledger of a primary with a real streaming standby, over everything that takes the counters away. */
class ClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "postgres";
    /** What changes in a finding's figures alone is told after a while. */
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(6);

    @EveryMajor(only = {13, 18})
    void knowsEveryUseOverResetsCrashesRebuildsAndAFailover(int major, @TempDir Path folder) throws SQLException {
        try (PostgresServer primary = PostgresServer.start(PostgresServer.Options.of(major)
                .withDataDirectory(folder.resolve("primary"))
                .notDurable()
                .with("wal_level", "logical")
                .with("autovacuum", "off"))) {
            primary.execute(
                    DATABASE,
                    "CREATE TABLE t (id int, a int, b int)",
                    "INSERT INTO t SELECT g, g, g FROM generate_series(1, 1000) g",
                    "CREATE INDEX t_a ON t (a)",
                    "CREATE INDEX t_b ON t (b)",
                    "VACUUM ANALYZE t");
            try (PostgresServer standby = Replica.of(primary, "standby1", folder.resolve("standby"));
                    Analyzer analyzer = new Analyzer(folder.resolve("state"))) {
                Watched a = new Watched(primary, "a");
                Watched b = new Watched(standby, "b");
                analyzer.look(a);
                analyzer.look(b);

                primary.execute(DATABASE, "INSERT INTO t SELECT g, g, g FROM generate_series(1001, 1100) g");
                use(primary, "a", 3, "t_a", 3);
                use(standby, "b", 2, "t_b", 2);
                analyzer.look(b);
                analyzer.look(a);
                assertThat(analyzer.uses(a)).containsEntry("t_a", 3L).containsEntry("t_b", 2L);

                primary.execute(DATABASE, "SELECT pg_stat_reset()");
                use(primary, "a", 1, "t_a", 1);
                analyzer.look(a);
                assertThat(analyzer.uses(a)).as("after pg_stat_reset").containsEntry("t_a", 4L);

                primary.crash();
                primary.restart();
                use(primary, "a", 1, "t_a", 1);
                analyzer.look(a);
                assertThat(analyzer.uses(a)).as("after an immediate stop").containsEntry("t_a", 5L);

                primary.execute(DATABASE, "ALTER INDEX t_a RENAME TO other", "REINDEX INDEX CONCURRENTLY other");
                use(primary, "a", 1, "other", 2);
                analyzer.look(a);
                assertThat(analyzer.uses(a))
                        .as(
                                "renamed and rebuilt: the server copied the counter, so one is counted twice rather than not")
                        .containsEntry("other", 7L);

                followed(primary, standby);
                primary.crash();
                standby.execute(DATABASE, "SELECT pg_promote(true, 30)");
                standby.execute(DATABASE, "INSERT INTO t SELECT g, g, g FROM generate_series(2001, 2100) g");
                use(standby, "a", 1, "other", 1);
                analyzer.look(b);
                assertThat(analyzer.uses(b))
                        .as("after a failover")
                        .containsEntry("other", 8L)
                        .containsKey("t_b");
            }
        }
    }

    /** Scans by an index, seen in the server's counter. */
    private static void use(PostgresServer server, String column, int times, String index, long counted)
            throws SQLException {
        try (Connection connection = server.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            for (int i = 0; i < times; i++) {
                statement.execute("SELECT * FROM t WHERE " + column + " = 7");
            }
        }
        Await.until(
                LIMIT,
                counted + " scans of " + index,
                () -> number(server, "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '" + index + "'")
                        == counted);
    }

    private static void followed(PostgresServer primary, PostgresServer standby) throws SQLException {
        long written = number(primary, "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')");
        Await.until(
                LIMIT,
                "the standby has replayed all",
                () -> number(standby, "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')") >= written);
    }

    private static long number(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    /** A server as its collector sees it. */
    private static final class Watched {
        private final InstanceId id;
        private final Snapshots snapshots;

        Watched(PostgresServer server, String name) {
            id = InstanceId.of(name);
            InstantSource clock = InstantSource.system();
            snapshots = new Snapshots(
                    database -> server.dataSource(database).getConnection(),
                    new ProbeSettings(DATABASE, DatabaseSelection.ALL, false, ProbeSettings.STATEMENTS),
                    new SnapshotSession(id, "orders", new TimeOrderedId(clock)),
                    clock);
        }
    }

    /** The analyzer's topology in memory. */
    private static final class Analyzer implements AutoCloseable {
        private final TopologyTestDriver driver;
        private Instant now = Instant.EPOCH;
        private final Map<InstanceId, Map<String, Long>> uses = new HashMap<>();

        Analyzer(Path state) {
            Properties config = new Properties();
            config.put(StreamsConfig.APPLICATION_ID_CONFIG, "cluster");
            config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
            config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
            driver = new TopologyTestDriver(
                    AnalyzerTopology.build(RuleSet.discovered(), FleetTrust.unsigned(), Topic.DEFAULT_PREFIX), config);
            // so every used index is told, with its uses
            ThresholdOverride all = new ThresholdOverride(
                    "index.write-only",
                    List.of(),
                    Map.of(),
                    null,
                    null,
                    Map.of("min-bytes", "0", "uses-percent", "1000000", "after", "PT0S"),
                    null);
            Cluster cluster = new Cluster("orders", List.of(InstanceId.of("a"), InstanceId.of("b")));
            send(
                    Topic.CONFIG,
                    FleetPolicy.KEY,
                    new FleetPolicy(1, List.of(), List.of(all), List.of(), Duration.ZERO, List.of(cluster)));
        }

        void look(Watched server) {
            now = now.plus(TOLD_AGAIN_AFTER);
            Taken taken = server.snapshots.take();
            assertThat(taken.instance().reachability().reachable())
                    .as(String.valueOf(taken.instance().reachability().message()))
                    .isTrue();
            send(Topic.SNAPSHOTS_INSTANCE, server.id.value(), taken.instance());
            taken.relations().forEach(relations -> send(Topic.SNAPSHOTS_RELATIONS, server.id.value(), relations));
        }

        Map<String, Long> uses(Watched server) {
            driver
                    .createOutputTopic(
                            Topic.FINDINGS.name(Topic.DEFAULT_PREFIX),
                            new StringDeserializer(),
                            new ByteArrayDeserializer())
                    .readRecordsToList()
                    .stream()
                    .filter(written -> written.value() != null)
                    .map(written -> Codec.decode(written.value(), Finding.class))
                    .filter(finding -> finding.rule().equals("index.write-only"))
                    .forEach(finding -> uses.computeIfAbsent(finding.instance(), any -> new HashMap<>())
                            .put(finding.subject().label().replaceFirst("^public\\.", ""), scans(finding)));
            return uses.getOrDefault(server.id, Map.of());
        }

        private static long scans(Finding finding) {
            return finding.evidence().stream()
                    .filter(measure -> measure.measure().equals("index.scans"))
                    .map(Measure::value)
                    .findFirst()
                    .orElseThrow()
                    .longValueExact();
        }

        private void send(Topic topic, String key, Object value) {
            driver.createInputTopic(topic.name(Topic.DEFAULT_PREFIX), new StringSerializer(), new ByteArraySerializer())
                    .pipeInput(key, Codec.encode(value), now);
        }

        @Override
        public void close() {
            driver.close();
        }
    }
}
