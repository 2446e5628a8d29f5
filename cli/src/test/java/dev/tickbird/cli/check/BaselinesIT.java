package dev.tickbird.cli.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickbird.analyzer.delta.Epoch;
import dev.tickbird.analyzer.examine.Examination;
import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Baselines learnt from what the collector reads of a real server, and what the bloat rules make of them. */
class BaselinesIT {
    private static final List<String> INDEXES = List.of("t_btree", "t_gin", "t_gist", "t_hash");

    private @Nullable TableHistory history;
    private @Nullable Observed seen;

    @EveryMajor(only = {13, 18})
    void learnsFromRebuilds_andJudgesEveryAccessMethodByThem(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        fill(database);
        try (ServerLook server = watching(database)) {
            look(server);
            shrink(database, "id % 2 = 0", 30_000);
            look(server);
            assertThat(learnt()).as("nothing was built").isEmpty();

            double least = percents().getOrDefault("toast", 0.0);
            double toast = rebuild(database).getOrDefault("toast", 0.0);
            assertThat(least).as("bound of toast").isBetween(toast - 20, toast + 1);
            look(server);
            assertThat(learnt()).containsOnlyKeys("heap", "t_btree", "t_gin", "t_gist", "t_hash");
            database.execute("VACUUM t");
            look(server);
            assertThat(learnt()).as("a VACUUM counted the chunks").containsKey("toast");

            shrink(database, "id % 10 < 6", 48_000);
            look(server);
            Map<String, Double> told = percents();
            Map<String, Double> truth = rebuild(database);
            for (String relation : List.of("heap", "toast", "t_btree")) {
                assertThat(told.get(relation)).as(relation).isCloseTo(truth.get(relation), within(4.0));
            }
            assertThat(told.get("t_gin")).isCloseTo(truth.get("t_gin"), within(10.0));
            for (String relation : List.of("t_gist", "t_hash")) {
                double given = truth.getOrDefault(relation, 0.0);
                assertThat(told.get(relation)).as("at least, " + relation).isBetween(given - 45, given + 3);
            }
        }
    }

    @EveryMajor(only = {13, 18})
    void learnsFromAReindexConcurrently_notFromATruncateAndALoad(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        fill(database);
        try (ServerLook server = watching(database)) {
            look(server);
            database.execute("REINDEX INDEX CONCURRENTLY t_btree");
            look(server);
            assertThat(learnt()).containsOnlyKeys("t_btree");
            Baselines before = baselines();

            database.execute(
                    "CREATE TABLE kept AS SELECT * FROM t",
                    "TRUNCATE t",
                    "INSERT INTO t SELECT * FROM kept ORDER BY u",
                    "DROP TABLE kept",
                    "VACUUM ANALYZE t");
            counted(database, "n_tup_ins", 120_000);
            look(server);
            look(server);
            assertThat(baselines()).isEqualTo(before);
        }
    }

    /** Its leaves are full after a build and 70 % full some time later; a proposal then would come back for ever. */
    @EveryMajor(only = {18})
    void aRandomKeyIsNotProposedAgain_howeverFarItSettles(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        fill(database);
        try (ServerLook server = watching(database)) {
            look(server);
            database.execute("REINDEX INDEX CONCURRENTLY t_btree");
            look(server);
            assertThat(learnt()).containsKey("t_btree");
            for (int added = 1; added <= 3; added++) {
                database.execute(
                        "INSERT INTO t (id, u) SELECT i, md5('again' || i)::uuid FROM generate_series(1, 20000) i",
                        "VACUUM ANALYZE t");
                counted(database, "n_tup_ins", 60_000 + 20_000L * added);
                counted(database, "vacuum_count", 1 + added);
                look(server);
                assertThat(percents().get("t_btree")).as("after " + added).isLessThan(34.0);
            }
        }
    }

    private static void fill(TestDatabase database) {
        database.execute(
                "CREATE TABLE t (id int, u uuid, tags int[], span int4range, v text)"
                        + " WITH (autovacuum_enabled = off, toast.autovacuum_enabled = off)",
                "ALTER TABLE t ALTER v SET STORAGE EXTERNAL",
                "INSERT INTO t SELECT i, md5(i::text)::uuid, ARRAY[i, i + 1, i * 7], int4range(i, i + 10),"
                        + " CASE WHEN i / 10 % 20 = 0 THEN repeat(md5(i::text), 100) END FROM generate_series(1, 60000) i",
                "CREATE INDEX t_btree ON t (u)",
                "CREATE INDEX t_gin ON t USING gin (tags)",
                "CREATE INDEX t_gist ON t USING gist (span)",
                "CREATE INDEX t_hash ON t USING hash (u)");
        counted(database, "n_tup_ins", 60_000);
        database.execute("VACUUM ANALYZE t");
        counted(database, "analyze_count", 1);
    }

    private static ServerLook watching(TestDatabase database) {
        PostgresServer server = database.server();
        return ServerLook.at(CheckRun.url(database, server.superuser(), server.password()), false);
    }

    private static void shrink(TestDatabase database, String gone, long deletedThen) {
        database.execute("DELETE FROM t WHERE " + gone);
        counted(database, "n_tup_del", deletedThen);
        database.execute("VACUUM (ANALYZE, TRUNCATE FALSE) t");
        counted(database, "n_mod_since_analyze", 0);
        counted(database, "n_dead_tup", 0);
    }

    private void look(ServerLook server) {
        seen = server.look();
        RelationsSnapshot snapshot = seen.relations().getFirst();
        int epoch = Epoch.of(snapshot.header(), snapshot.statsReset()).mark();
        history = TableHistory.after(history, table(), snapshot.header().takenAt(), epoch);
    }

    private TableDocument table() {
        return requireNonNull(seen).relations().getFirst().tables().stream()
                .filter(table -> table.name().equals("t"))
                .findFirst()
                .orElseThrow();
    }

    private Baselines baselines() {
        return requireNonNull(history).baselines();
    }

    /** By name: the index's, heap or toast. */
    private Map<String, Float> learnt() {
        Map<Long, String> names = new HashMap<>(Map.of(Baselines.HEAP, "heap", Baselines.TOAST, "toast"));
        for (IndexDocument index : table().indexes()) {
            names.put(index.oid(), index.name());
        }
        Map<String, Float> learnt = new HashMap<>();
        baselines()
                .learnt()
                .forEach((relation, baseline) ->
                        learnt.put(names.getOrDefault(relation, "unknown"), baseline.bytesPerRow()));
        return learnt;
    }

    /** What the rules say of each relation, whatever its size. */
    private Map<String, Double> percents() {
        List<ThresholdOverride> everything = Stream.of("bloat.table", "bloat.toast", "bloat.index")
                .map(rule -> new ThresholdOverride(
                        rule, List.of(), Map.of(), null, null, Map.of("info-bytes", "0", "warning-percent", "0"), null))
                .toList();
        Map<String, Double> percents = new HashMap<>();
        Examination.of(
                        null,
                        requireNonNull(seen),
                        new Evaluator(RuleSet.discovered().with(everything)),
                        oid -> baselines())
                .each(finding -> finding.rule().startsWith("bloat."))
                .forEach(finding -> percents.put(
                        relation(finding), finding.evidence().getFirst().value().doubleValue()));
        return percents;
    }

    private static String relation(Finding finding) {
        return switch (finding.rule()) {
            case "bloat.table" -> "heap";
            case "bloat.toast" -> "toast";
            default -> finding.subject().label().replace("public.", "");
        };
    }

    /** Percent that it gave back of each relation. */
    private static Map<String, Double> rebuild(TestDatabase database) {
        Map<String, Long> before = pages(database);
        database.execute("VACUUM FULL t");
        return freed(before, pages(database));
    }

    private static Map<String, Long> pages(TestDatabase database) {
        Map<String, Long> pages = new HashMap<>();
        pages.put("heap", size(database, "oid"));
        pages.put("toast", size(database, "reltoastrelid"));
        INDEXES.forEach(index -> pages.put(index, size(database, "'" + index + "'::regclass")));
        return pages;
    }

    private static long size(TestDatabase database, String relation) {
        return Long.parseLong(
                database.query("SELECT pg_relation_size(" + relation + ") / 8192 FROM pg_class WHERE relname = 't'")
                        .getFirst());
    }

    private static Map<String, Double> freed(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Double> freed = new HashMap<>();
        before.forEach((name, pages) ->
                freed.put(name, 100.0 * (pages - after.getOrDefault(name, pages)) / Math.max(1, pages)));
        return freed;
    }

    private static void counted(TestDatabase database, String counter, long value) {
        Await.until(
                Duration.ofSeconds(20),
                "t." + counter + " is " + value,
                () -> database.query("SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = 't'")
                        .equals(List.of(Long.toString(value))));
    }
}
