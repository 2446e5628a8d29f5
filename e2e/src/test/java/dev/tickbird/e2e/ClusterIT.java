package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.Cluster;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.Replica;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The usage ledger of a primary with a real streaming standby, over everything that takes the counters away. */
class ClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DATABASE = "postgres";
    private static final String WRITE_ONLY = "index.write-only";

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
                    "CREATE TABLE tree (a int) PARTITION BY RANGE (a)",
                    "CREATE TABLE leaf PARTITION OF tree DEFAULT",
                    "CREATE INDEX tree_a ON tree (a)",
                    "VACUUM ANALYZE t");
            try (PostgresServer standby = Replica.of(primary, "standby1", folder.resolve("standby"));
                    AnalyzerInMemory analyzer = analyzer(folder.resolve("state"))) {
                Watched a = Watched.whole(primary, "a");
                Watched b = Watched.whole(standby, "b");
                analyzer.look(a);
                analyzer.look(b);

                primary.execute(
                        DATABASE,
                        "INSERT INTO t SELECT g, g, g FROM generate_series(1001, 1100) g",
                        "INSERT INTO tree SELECT generate_series(1, 1000)");
                followed(primary, standby);
                use(primary, "t WHERE a", 3, "t_a", 3);
                use(standby, "t WHERE b", 2, "t_b", 2);
                use(standby, "tree WHERE a", 2, "leaf_a_idx", 2);
                analyzer.look(b);
                analyzer.look(a);
                assertThat(uses(analyzer, a))
                        .containsEntry("t_a", 3L)
                        .containsEntry("t_b", 2L)
                        .containsEntry("tree_a", 2L)
                        .doesNotContainKey("leaf_a_idx");

                primary.execute(DATABASE, "SELECT pg_stat_reset()");
                use(primary, "t WHERE a", 1, "t_a", 1);
                analyzer.look(a);
                assertThat(uses(analyzer, a)).as("after pg_stat_reset").containsEntry("t_a", 4L);

                primary.crash();
                primary.restart();
                use(primary, "t WHERE a", 1, "t_a", 1);
                analyzer.look(a);
                assertThat(uses(analyzer, a)).as("after an immediate stop").containsEntry("t_a", 5L);

                primary.execute(DATABASE, "ALTER INDEX t_a RENAME TO other", "REINDEX INDEX CONCURRENTLY other");
                use(primary, "t WHERE a", 1, "other", 2);
                analyzer.look(a);
                assertThat(uses(analyzer, a))
                        .as(
                                "renamed and rebuilt: the server copied the counter, so one is counted twice rather than not")
                        .containsEntry("other", 7L);

                followed(primary, standby);
                primary.crash();
                standby.execute(DATABASE, "SELECT pg_promote(true, 30)");
                standby.execute(
                        DATABASE,
                        "INSERT INTO t SELECT g, g, g FROM generate_series(2001, 2100) g",
                        "INSERT INTO tree SELECT generate_series(1, 100)");
                use(standby, "t WHERE a", 1, "other", 1);
                analyzer.look(b);
                assertThat(uses(analyzer, b))
                        .as("after a failover")
                        .containsEntry("other", 8L)
                        .containsKeys("t_b", "tree_a");
            }
        }
    }

    private static AnalyzerInMemory analyzer(Path state) {
        return new AnalyzerInMemory(
                state,
                List.of(new Cluster("orders", List.of(InstanceId.of("a"), InstanceId.of("b")))),
                // so every used index is told, with its uses
                AnalyzerInMemory.set(WRITE_ONLY, Map.of("min-bytes", "0", "uses-percent", "1000000", "after", "PT0S")));
    }

    /** Scans by an index, seen in the server's counter. */
    private static void use(PostgresServer server, String tableAndColumn, int times, String index, long counted)
            throws SQLException {
        try (Connection connection = server.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            for (int i = 0; i < times; i++) {
                statement.execute("SELECT * FROM " + tableAndColumn + " = 7");
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

    /** By index, of those that were used. */
    private static Map<String, Long> uses(AnalyzerInMemory analyzer, Watched server) {
        Map<String, Long> uses = new HashMap<>();
        for (Finding finding : analyzer.findings(WRITE_ONLY)) {
            if (finding.instance().equals(server.id())) {
                uses.put(finding.subject().label().replaceFirst("^public\\.", ""), scans(finding));
            }
        }
        return uses;
    }

    private static long scans(Finding finding) {
        return finding.evidence().stream()
                .filter(measure -> measure.measure().equals("index.scans"))
                .map(Measure::value)
                .findFirst()
                .orElseThrow()
                .longValueExact();
    }
}
