package dev.tickbird.cli.check;

import static dev.tickbird.cli.check.CheckRun.finding;
import static dev.tickbird.cli.check.CheckRun.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What the rules on indexes report of a real server, and what they leave alone. */
class IndexRulesIT {
    @EveryMajor(only = {13, 18})
    void reportsDuplicatesAndNoOtherPair(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int, j jsonb, r int4range)",
                "CREATE INDEX a_1 ON t (a)",
                "CREATE INDEX a_2 ON t (a)",
                "CREATE INDEX id_2 ON t (id)",
                "CREATE UNIQUE INDEX id_3 ON t (id)",
                "CREATE INDEX part_1 ON t (c) WHERE a > 5",
                "CREATE INDEX part_2 ON t (c) WHERE (a > (5))",
                "CREATE INDEX part_3 ON t (c) WHERE a > 6",
                "CREATE INDEX low_1 ON t (lower(b))",
                "CREATE INDEX low_2 ON t (lower(b))",
                "CREATE INDEX up_1 ON t (upper(b))",
                "CREATE INDEX b_1 ON t (b)",
                "CREATE INDEX b_pattern ON t (b text_pattern_ops)",
                "CREATE INDEX b_collated ON t (b COLLATE \"POSIX\")",
                "CREATE INDEX b_hash ON t USING hash (b)",
                "CREATE INDEX j_1 ON t USING gin (j)",
                "CREATE INDEX j_2 ON t USING gin (j jsonb_path_ops)",
                "CREATE INDEX ca_1 ON t (c, a)",
                "CREATE INDEX ca_2 ON t (c, a) WITH (fillfactor = 70)",
                "ALTER TABLE t ADD CONSTRAINT exclusive EXCLUDE USING gist (r WITH &&)",
                "CREATE INDEX r_1 ON t USING gist (r)",
                "CREATE TABLE later (v int, UNIQUE (v) DEFERRABLE INITIALLY DEFERRED)",
                "CREATE UNIQUE INDEX later_v ON later (v)",
                "CREATE TABLE chosen (v int NOT NULL)",
                "CREATE UNIQUE INDEX chosen_1 ON chosen (v)",
                "CREATE UNIQUE INDEX chosen_2 ON chosen (v)",
                "ALTER TABLE chosen REPLICA IDENTITY USING INDEX chosen_2",
                "CREATE TABLE target (v int)",
                "CREATE UNIQUE INDEX target_1 ON target (v)",
                "CREATE TABLE pointer (v int REFERENCES target (v))",
                "CREATE UNIQUE INDEX target_2 ON target (v)",
                "CREATE TABLE parts (v int) PARTITION BY RANGE (v)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)",
                "CREATE INDEX parts_v ON parts (v)",
                "CREATE INDEX parts_w ON parts (v)",
                "CREATE TEMP TABLE gone (v int)");

        CheckReport report = CheckRun.report(database, "--rule", "index.duplicate");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "index.duplicate public.a_2",
                        "index.duplicate public.id_2",
                        "index.duplicate public.id_3",
                        "index.duplicate public.part_2",
                        "index.duplicate public.low_2",
                        "index.duplicate public.r_1",
                        "index.duplicate public.chosen_1",
                        "index.duplicate public.target_2",
                        "index.duplicate public.parts_w");
        assertThat(finding(report, "index.duplicate", "public.a_2").statements())
                .containsExactly("DROP INDEX CONCURRENTLY public.a_2");
        Finding spanning = finding(report, "index.duplicate", "public.parts_w");
        assertThat(Objects.requireNonNull(spanning.action()).risk())
                .as("a partitioned index cannot be dropped concurrently")
                .isEqualTo(Risk.HIGH);
        assertThat(spanning.statements())
                .contains("DROP INDEX public.parts_w")
                .noneMatch(sql -> sql.contains("CONCURRENTLY"));
    }

    @EveryMajor(only = {18})
    void tellsNullsNotDistinctApart(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (v int)",
                "CREATE UNIQUE INDEX v_1 ON t (v)",
                "CREATE UNIQUE INDEX v_2 ON t (v) NULLS NOT DISTINCT");

        assertThat(found(CheckRun.report(database, "--rule", "index.*"))).isEmpty();
    }

    @EveryMajor(only = {13, 18})
    void reportsPrefixesAndKeepsWhatTheyServe(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (a int, b int, c int, d int, e int, f int, g text)",
                "CREATE INDEX a ON t (a)",
                "CREATE INDEX a_twin ON t (a)",
                "CREATE INDEX ab ON t (a, b)",
                "CREATE UNIQUE INDEX b ON t (b)",
                "CREATE INDEX bc ON t (b, c)",
                "CREATE INDEX c ON t (c) INCLUDE (d)",
                "CREATE INDEX c_more ON t (c) INCLUDE (d, e)",
                "CREATE INDEX c_other ON t (c) INCLUDE (f)",
                "CREATE INDEX e_up ON t (e)",
                "CREATE INDEX e_down ON t (e DESC)",
                "CREATE INDEX f_first ON t (f NULLS FIRST)",
                "CREATE INDEX fg ON t (f, g)",
                "CREATE INDEX g_part ON t (g) WHERE a > 0",
                "CREATE INDEX ga ON t (g, a)",
                "CREATE INDEX d_down ON t (d DESC, e)",
                "CREATE INDEX d_up ON t (d, e)");

        assertThat(found(CheckRun.report(database, "--rule", "index.*")))
                .containsExactlyInAnyOrder(
                        "index.duplicate public.a_twin",
                        "index.redundant-prefix public.a",
                        "index.redundant-prefix public.c",
                        "index.redundant-prefix public.e_down");
    }

    @EveryMajor(only = {13, 18})
    void reportsForeignKeysThatNoIndexServes(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b))",
                "CREATE TABLE child (bare int REFERENCES parent, led int REFERENCES parent, second int REFERENCES parent,"
                        + " partly int REFERENCES parent, filtered int REFERENCES parent, hashed int REFERENCES parent,"
                        + " x int, y int, FOREIGN KEY (x, y) REFERENCES pair)",
                "CREATE INDEX ON child (led, bare)",
                "CREATE INDEX ON child (x, second)",
                "CREATE INDEX ON child (partly) WHERE partly IS NOT NULL",
                "CREATE INDEX ON child (filtered) WHERE filtered > 0",
                "CREATE INDEX ON child USING hash (hashed)",
                "CREATE INDEX ON child (y, x, led)",
                "CREATE TABLE twice (p int REFERENCES parent, q int)",
                "ALTER TABLE twice ADD CONSTRAINT again FOREIGN KEY (p) REFERENCES parent",
                "CREATE TABLE parts (p int REFERENCES parent, k int) PARTITION BY RANGE (k)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)");

        CheckReport report = CheckRun.report(database, "--rule", "index.missing-fk");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "index.missing-fk child_bare_fkey on public.child",
                        "index.missing-fk child_second_fkey on public.child",
                        "index.missing-fk child_filtered_fkey on public.child",
                        "index.missing-fk twice_p_fkey on public.twice",
                        "index.missing-fk again on public.twice",
                        "index.missing-fk parts_p_fkey on public.parts");
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
        assertThat(finding(report, "index.missing-fk", "child_bare_fkey on public.child")
                        .statements())
                .containsExactly("CREATE INDEX CONCURRENTLY child_bare_idx ON public.child USING btree (bare)");
        assertThat(report.findings().stream()
                        .filter(finding -> finding.action() != null)
                        .map(finding -> finding.subject().label()))
                .as("one index serves both keys of the same column")
                .containsExactlyInAnyOrder(
                        "child_bare_fkey on public.child",
                        "child_second_fkey on public.child",
                        "child_filtered_fkey on public.child",
                        "twice_p_fkey on public.twice",
                        "parts_p_fkey on public.parts");
        assertThat(finding(report, "index.missing-fk", "parts_p_fkey on public.parts")
                        .statements())
                .as("part by part")
                .anyMatch(sql -> sql.contains(" ON ONLY public.parts"))
                .anyMatch(sql -> sql.startsWith("CREATE INDEX CONCURRENTLY ") && sql.contains("public.parts_1"))
                .anyMatch(sql -> sql.contains("ATTACH PARTITION"));
    }

    @EveryMajor(only = {13, 18})
    void reportsWhatAFailedBuildLeft(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (v int, w int)",
                "INSERT INTO t VALUES (1, 1), (1, 2)",
                "CREATE TABLE parts (v int) PARTITION BY RANGE (v)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)",
                "CREATE INDEX waits ON ONLY parts (v)");
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (v)"))
                .hasMessageContaining("could not create unique index");

        CheckReport report = CheckRun.report(database, "--rule", "index.invalid");

        assertThat(found(report)).containsExactly("index.invalid public.broken");
        assertThat(finding(report, "index.invalid", "public.broken").statements())
                .containsExactly("REINDEX INDEX CONCURRENTLY public.broken");
    }

    @EveryMajor(only = {13, 18})
    void callsAnIndexUnusedOnlyWhenNothingElseNeedsIt(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE t (id int PRIMARY KEY, plain int, used int, fk int REFERENCES parent, u int, e text, k int NOT NULL)",
                "INSERT INTO t SELECT i, i, i, NULL, i, i, i FROM generate_series(1, 2000) i",
                "CREATE INDEX plain ON t (plain)",
                "CREATE INDEX used ON t (used)",
                "CREATE INDEX fk ON t (fk)",
                "CREATE UNIQUE INDEX u ON t (u)",
                "CREATE INDEX e ON t (lower(e))",
                "ANALYZE t",
                "CREATE TABLE tree (v int, w int) PARTITION BY RANGE (v)",
                "CREATE TABLE leaf_1 PARTITION OF tree FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE leaf_2 PARTITION OF tree FOR VALUES FROM (9) TO (18) PARTITION BY RANGE (v)",
                "CREATE TABLE leaf_2_1 PARTITION OF leaf_2 FOR VALUES FROM (9) TO (18)",
                "CREATE INDEX tree_v ON tree (v)",
                "CREATE INDEX tree_w ON tree (w)",
                "SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT * FROM leaf_2_1 WHERE v = 5",
                "SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT * FROM t WHERE used = 5");
        Await.until(
                Duration.ofSeconds(20),
                "the scan is counted",
                () -> database.query("SELECT idx_scan FROM pg_stat_user_indexes"
                                + " WHERE indexrelname IN ('used', 'leaf_2_1_v_idx')")
                        .equals(List.of("1", "1")));

        CheckReport young = CheckRun.report(database, "--rule", "index.unused", "--set", "index.unused.min-bytes=1");
        CheckReport old = CheckRun.report(
                database,
                "--rule",
                "index.unused",
                "--set",
                "index.unused.min-bytes=1",
                "--set",
                "index.unused.report-after=0s");

        assertThat(young.findings())
                .extracting(finding -> finding.subject().label())
                .containsExactlyInAnyOrder("public.plain", "public.tree_w");
        assertThat(young.findings()).allSatisfy(finding -> {
            assertThat(finding.provisional()).isTrue();
            assertThat(finding.action()).isNull();
        });
        assertThat(found(old)).containsExactlyInAnyOrder("index.unused public.plain", "index.unused public.tree_w");
        assertThat(old.findings())
                .extracting(Finding::action)
                .as("a season was not observed")
                .containsOnlyNulls();
    }

    @EveryMajor(only = {13, 18})
    void tellsOperatorClassesApartByWhatTheyWereGiven(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (v tsvector, w tsvector)",
                "CREATE INDEX short ON t USING gist (v tsvector_ops(siglen=100))",
                "CREATE INDEX long ON t USING gist (v tsvector_ops(siglen=200))",
                "CREATE INDEX long_too ON t USING gist (v tsvector_ops(siglen=200))",
                "CREATE INDEX plain ON t USING gist (w)");

        assertThat(found(CheckRun.report(database, "--rule", "index.*")))
                .containsExactly("index.duplicate public.long_too");
    }

    @EveryMajor(only = {13, 18})
    void knowsThatABackwardScanReversesEveryKey(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (a int, b int)",
                "CREATE INDEX there ON t (a, b DESC)",
                "CREATE INDEX back ON t (a DESC, b)",
                "CREATE INDEX neither ON t (a DESC, b DESC NULLS LAST)");

        assertThat(found(CheckRun.report(database, "--rule", "index.*")))
                .containsExactly("index.redundant-prefix public.back");
    }

    @EveryMajor(only = {13, 18})
    void leavesForeignKeysAloneThatNeedNoIndex(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b))",
                "INSERT INTO pair SELECT i, i FROM generate_series(1, 100) i",
                "DELETE FROM pair WHERE a > 50",
                "CREATE TABLE pairs (a int, b int, FOREIGN KEY (a, b) REFERENCES pair)",
                "CREATE INDEX ON pairs (a, b) WHERE a IS NOT NULL AND b IS NOT NULL",
                "CREATE TABLE more (a int, b int, c int, FOREIGN KEY (a, b) REFERENCES pair)",
                "CREATE INDEX ON more (a, b) WHERE a IS NOT NULL AND c IS NOT NULL");
        if (major >= 18) {
            database.execute("CREATE TABLE free (a int, b int, FOREIGN KEY (a, b) REFERENCES pair NOT ENFORCED)");
        }

        CheckReport report = CheckRun.report(database, "--rule", "index.missing-fk");

        assertThat(found(report)).containsExactly("index.missing-fk more_a_b_fkey on public.more");
        assertThat(report.findings().getFirst().severity())
                .as("to read an empty table costs nothing, whatever is deleted above it")
                .isEqualTo(Severity.INFO);
    }

    @EveryMajor(only = {13, 18})
    void tellsManyOfOneRuleAsOne_unlessAskedForEach(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "DO $$ BEGIN FOR i IN 1..101 LOOP"
                        + " EXECUTE format('CREATE TABLE child_%s (p int REFERENCES parent)', i); END LOOP; END $$",
                "INSERT INTO child_7 SELECT NULL FROM generate_series(1, 5000)",
                "CREATE TABLE parts (k int, p int) PARTITION BY RANGE (k)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (9) TO (18)",
                "CREATE INDEX ON parts_1 (k)",
                "CREATE INDEX ON parts_1 (k)",
                "CREATE INDEX ON parts_2 (k)",
                "CREATE INDEX ON parts_2 (k)");

        CheckReport report = CheckRun.report(database, "--rule", "index.*");
        CheckReport each = CheckRun.report(database, "--rule", "index.*", "--each");

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "index.missing-fk database " + database.name(), "index.duplicate public.parts");
        assertThat(finding(report, "index.missing-fk", "database " + database.name()))
                .satisfies(all -> {
                    assertThat(all.title())
                            .isEqualTo("foreign key child_7_p_fkey has no index, and 100 more in database "
                                    + database.name());
                    assertThat(all.statements())
                            .as("the worst first")
                            .containsExactly(
                                    "CREATE INDEX CONCURRENTLY child_7_p_idx ON public.child_7 USING btree (p)");
                });
        assertThat(each.findings()).hasSize(103);
        assertThat(CheckRun.of(database, "--rule", "index.*").said()).contains("--each tells them one by one");
    }

    @EveryMajor(only = {18})
    void heedsTheCommentOfWhoKnowsBetter(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE t (a int, b int)",
                "CREATE INDEX a_1 ON t (a)",
                "CREATE INDEX a_2 ON t (a)",
                "CREATE INDEX b_1 ON t (b)",
                "CREATE INDEX b_2 ON t (b)",
                "COMMENT ON INDEX a_2 IS 'for the move tickbird:ignore=index.duplicate'",
                "COMMENT ON INDEX b_2 IS 'tickbird:ignore=index.unused'");

        CheckReport report = CheckRun.report(database, "--rule", "index.*");
        assertThat(found(report)).containsExactly("index.duplicate public.b_2");
        assertThat(report.optOuts())
                .singleElement()
                .satisfies(optOut -> assertThat(
                                optOut.rule() + " " + optOut.subject().label())
                        .isEqualTo("index.duplicate public.a_2"));
        assertThat(CheckRun.of(database, "--rule", "index.*").said())
                .contains("Left out")
                .contains("index.duplicate  public.a_2");
    }
}
