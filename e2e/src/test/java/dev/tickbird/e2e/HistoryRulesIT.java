package dev.tickbird.e2e;

import static dev.tickbird.e2e.AnalyzerInMemory.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.Ended;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Rules that need more than one look at a real server, which {@code check} does not have. */
class HistoryRulesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CLEAR = Duration.ofMinutes(11);
    private static final String UNUSED = "index.unused";

    @EveryMajor(only = {13, 18})
    void anIndexThatNoPartitionUsesIsToldOnce(int major, TestPostgres postgres, @TempDir Path state) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE busy (id int, a int) PARTITION BY RANGE (id)",
                "CREATE TABLE busy_1 PARTITION OF busy FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE busy_2 PARTITION OF busy FOR VALUES FROM (100) TO (200)",
                "CREATE INDEX busy_a ON busy (a)",
                "CREATE UNIQUE INDEX busy_id ON busy (id)",
                "CREATE TABLE idle (id int, a int) PARTITION BY RANGE (id)",
                "CREATE TABLE idle_1 PARTITION OF idle FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE idle_2 PARTITION OF idle FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (id)",
                "CREATE TABLE idle_2_1 PARTITION OF idle_2 FOR VALUES FROM (100) TO (150)",
                "CREATE INDEX idle_a ON idle (a)",
                "INSERT INTO idle SELECT i, i FROM generate_series(0, 149) i",
                "INSERT INTO busy SELECT i, i FROM generate_series(0, 199) i");
        try (AnalyzerInMemory analyzer =
                new AnalyzerInMemory(state, List.of(), set(UNUSED, Map.of("report-after", "PT1S", "min-bytes", "1")))) {
            Watched server = Watched.of(database);
            analyzer.look(server);
            use(database, "busy_2", "a");
            settles(analyzer, server);
            assertThat(certain(analyzer)).extracting(HistoryRulesIT::label).containsExactly("public.idle_a");

            database.execute("CREATE TABLE idle_3 PARTITION OF idle FOR VALUES FROM (200) TO (300)");
            analyzer.look(server);
            assertThat(certain(analyzer)).as("a partition is young").isEmpty();
            settles(analyzer, server);

            use(database, "idle_2_1", "a");
            analyzer.look(server);
            analyzer.pass(CLEAR);
            assertThat(certain(analyzer))
                    .as("one of the lowest partitions used it")
                    .isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void anIndexThatIsWrittenAndHardlyReadIsTold(int major, TestPostgres postgres, @TempDir Path state) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, a int, b int)",
                "CREATE INDEX t_a ON t (a)",
                "CREATE INDEX t_b ON t (b)");
        try (AnalyzerInMemory analyzer = new AnalyzerInMemory(
                state, List.of(), set("index.write-only", Map.of("after", "PT0S", "min-bytes", "1")))) {
            Watched server = Watched.of(database);
            analyzer.look(server);
            database.execute("INSERT INTO t SELECT i, i, i FROM generate_series(1, 1000) i");
            use(database, "t", "a");
            for (int i = 0; i < 11; i++) {
                use(database, "t", "b");
            }
            counted(database, "SELECT n_tup_ins >= 1000 FROM pg_stat_user_tables WHERE relname = 't'");
            analyzer.look(server);

            assertThat(analyzer.findings("index.write-only"))
                    .as("1 use of 1,000 written rows; the other has 11")
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(label(finding)).isEqualTo("public.t_a");
                        assertThat(finding.explanation()).startsWith("In the time of observation 1000 rows");
                    });
        }
    }

    @EveryMajor(only = {13, 18})
    void anIndexThatWeDroppedAndThatIsBackIsTold(int major, TestPostgres postgres, @TempDir Path state) {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (a int)", "CREATE INDEX one ON t (a)", "CREATE INDEX two ON t (a)");
        try (AnalyzerInMemory analyzer = new AnalyzerInMemory(state, List.of())) {
            Watched server = Watched.of(database);
            analyzer.send(Topic.TARGETS, server.id().value(), target(server));
            analyzer.look(server);
            Proposal proposal =
                    analyzer.written(Topic.PROPOSALS, Proposal.class).getFirst();
            assertThat(proposal.statements()).containsExactly("DROP INDEX CONCURRENTLY public.two");
            database.execute(proposal.statements().toArray(String[]::new));
            succeeded(analyzer, proposal);
            analyzer.look(server);
            assertThat(analyzer.findings("index.recreated")).isEmpty();

            database.execute("CREATE INDEX by_the_application ON t (a)");
            analyzer.look(server);
            assertThat(analyzer.findings("index.recreated")).singleElement().satisfies(finding -> {
                assertThat(label(finding)).isEqualTo("public.by_the_application");
                assertThat(finding.explanation()).contains("under the name two");
            });
        }
    }

    @EveryMajor(only = {13, 18})
    void aServerWithTooLittleMemoryAndTooFewWorkersIsTold(int major, @TempDir Path state) {
        try (PostgresServer small = PostgresServer.start(PostgresServer.Options.of(major)
                        .notDurable()
                        .with("shared_buffers", "1MB")
                        .with("autovacuum_naptime", "1s")
                        .with("autovacuum_max_workers", "1"));
                AnalyzerInMemory analyzer = new AnalyzerInMemory(
                        state,
                        List.of(),
                        set("index.hit-ratio", Map.of("min-blocks", "200", "for", "PT0S")),
                        set("vacuum.workers-saturated", Map.of("for", "PT0S")))) {
            TestDatabase database = new TestDatabase(small, "postgres");
            Watched server = Watched.of(database);
            database.execute(
                    "CREATE TABLE large (a int)",
                    "INSERT INTO large SELECT generate_series(1, 100000)",
                    "CREATE INDEX large_a ON large (a)",
                    "CREATE TABLE small (a int)",
                    "INSERT INTO small VALUES (1)",
                    "CREATE INDEX small_a ON small (a)",
                    "CREATE TABLE slow (id int, wide text) WITH (autovacuum_vacuum_threshold = 0,"
                            + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                            + " autovacuum_vacuum_cost_limit = 1)",
                    "INSERT INTO slow SELECT i, repeat('x', 1000) FROM generate_series(1, 5000) i");
            // before 15 the counters of a database begin with the first that are sent
            counted(database, "SELECT n_tup_ins > 0 FROM pg_stat_user_tables WHERE relname = 'large'");
            analyzer.look(server);
            database.execute(
                    "SET enable_seqscan = off",
                    "SET enable_bitmapscan = off",
                    "DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM count(a) FROM large WHERE a > 0; END LOOP; END $$",
                    "DO $$ BEGIN FOR i IN 1..1000 LOOP PERFORM 1 FROM small WHERE a = 1; END LOOP; END $$",
                    "DELETE FROM slow WHERE id % 2 = 0");
            counted(
                    database,
                    "SELECT count(*) = 2 FROM pg_statio_user_indexes WHERE idx_blks_read + idx_blks_hit >= 800");
            counted(database, "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE 'autovacuum: VACUUM%slow%'");
            analyzer.look(server);

            assertThat(analyzer.findings("index.hit-ratio"))
                    .extracting(HistoryRulesIT::label)
                    .containsExactly("public.large_a");
            assertThat(analyzer.findings("vacuum.workers-saturated"))
                    .extracting(Finding::title)
                    .containsExactly("all 1 autovacuum workers are busy");
        }
    }

    /** Looks until nothing is too young to tell. */
    private static void settles(AnalyzerInMemory analyzer, Watched server) {
        Await.until(LIMIT, "an unused index is told for certain", () -> {
            analyzer.look(server);
            return !certain(analyzer).isEmpty();
        });
    }

    private static List<Finding> certain(AnalyzerInMemory analyzer) {
        return analyzer.findings(UNUSED).stream()
                .filter(finding -> finding.state() == FindingState.OPEN && !finding.provisional())
                .toList();
    }

    private static String label(Finding finding) {
        return finding.subject().label();
    }

    /** A scan by the index of that column, seen in the server's counter. */
    private static void use(TestDatabase database, String table, String column) {
        String scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname ~ '^" + table + "_" + column + "'";
        long before = Long.parseLong(database.query(scans).getFirst());
        database.execute("SET enable_seqscan = off; SELECT * FROM " + table + " WHERE " + column + " = 120");
        counted(database, "SELECT (" + scans + ") > " + before);
    }

    private static void counted(TestDatabase database, String condition) {
        Await.until(LIMIT, condition, () -> database.query(condition).equals(List.of("t")));
    }

    private static void succeeded(AnalyzerInMemory analyzer, Proposal proposal) {
        analyzer.send(
                Topic.OUTCOMES,
                Partitions.key(proposal.instance().value(), proposal.id().value()),
                Ended.of(proposal, ActionState.SUCCEEDED, analyzer.now()));
    }

    private static TargetSpec target(Watched server) {
        return new TargetSpec(
                server.id(),
                "orders",
                "default",
                "localhost",
                5432,
                TlsMode.VERIFY_FULL,
                null,
                Map.of(),
                "postgres",
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                Mode.PROPOSE,
                new Login("monitor", "pgpass"),
                null,
                null,
                null,
                false,
                null,
                1);
    }
}
