package dev.tickbird.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that span the partitions of a table: made part by part, gone at once, and never half there. */
@ExtendWith(SharedKafka.class)
class PartitionedIndexIT {
    private static final String TOP = "we\"ird; --";
    private static final String SPAN = "span \"1\"";

    @EveryMajor(only = {13, 18})
    void spanAllPartitions_nestedOnesToo_andGoAgain(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.start();
            CreateIndex create = create(false);

            ActionsIT.succeeded(bench, bench.order(create, bench.target(TOP, null)));

            assertThat(indexes(bench)).isEqualTo(List.of("leaf i t", "old_part i t", "span \"1\" - t", "sub i t"));
            assertThat(bench.end(bench.order(create, bench.target(TOP, null)).action())
                            .state())
                    .isEqualTo(ActionState.SKIPPED);
            Action drop = ((Undo.ByAction) create.undo()).action();
            Outcome dropped = bench.end(signed(bench, drop, SPAN).action());
            assertThat(dropped.state()).as(dropped.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(indexes(bench)).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void areBuiltAgainByTheStatementsThatWereSaved_expressionsAndConditionsToo(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.database.execute("CREATE INDEX " + ActionsIT.quoted(SPAN) + " ON " + ActionsIT.quoted(TOP)
                    + " ((k * 2) DESC, id) WHERE k > 3");
            List<String> before = definitions(bench);
            bench.start();

            Outcome dropped =
                    bench.end(signed(bench, drop(SPAN, TOP, true), SPAN).action());

            assertThat(dropped.state()).as(dropped.reason()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(definitions(bench)).isEmpty();
            String undo = String.valueOf(dropped.undoDefinition());
            assertThat(undo)
                    .startsWith("CREATE INDEX \"span \"\"1\"\"\" ON ONLY public.\"we\"\"ird; --\" USING btree")
                    .contains("CREATE INDEX CONCURRENTLY ", "ATTACH PARTITION");
            undo.lines().forEach(bench.database::execute);
            assertThat(definitions(bench)).isEqualTo(before).allMatch(definition -> definition.endsWith(" t"));
        }
    }

    private static List<String> definitions(Bench bench) {
        return bench.database.query(
                "SELECT pg_get_indexdef(indexrelid) || ' ' || left(indisvalid::text, 1) FROM pg_index"
                        + " WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1");
    }

    @EveryMajor(only = {13, 18})
    void areNotBegun_wherePartitionsCameSince_orNamesAreTaken(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.database.execute(
                    "CREATE TABLE came PARTITION OF " + ActionsIT.quoted(TOP) + " FOR VALUES FROM (20) TO (30)");
            bench.start();

            Outcome stale = bench.end(
                    bench.order(create(false), bench.target(TOP, null)).action());
            bench.database.execute("DROP TABLE came", "CREATE INDEX leaf ON old (id)");
            Outcome taken = bench.end(
                    bench.order(create(false), bench.target(TOP, null)).action());

            assertThat(stale.state()).isEqualTo(ActionState.STALE);
            assertThat(stale.reason()).contains("new is public.came");
            assertThat(taken.state()).isEqualTo(ActionState.FAILED);
            assertThat(taken.reason()).contains("public.leaf is there already");
            assertThat(indexes(bench)).isEqualTo(List.of("leaf - t"));
        }
    }

    @EveryMajor(only = {13, 18})
    void leaveNothing_whereAPartitionCannotHaveItsPart(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.database.execute("INSERT INTO old VALUES (1, 1), (1, 1)");
            bench.start();

            Outcome failed =
                    bench.end(bench.order(create(true), bench.target(TOP, null)).action());

            assertThat(failed.state()).isEqualTo(ActionState.FAILED);
            assertThat(failed.reason()).contains("23505");
            assertThat(failed.cleanedUp()).contains("public.old_part", "public." + SPAN);
            assertThat(indexes(bench)).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void goOnWhereTheyWereLeft_whenSomebodyWasInTheWay(
            int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) throws SQLException {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.start();
            Order.Run order;
            try (Connection other = bench.database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE " + ActionsIT.quoted(TOP) + " IN ROW EXCLUSIVE MODE");
                order = bench.order(create(false), bench.target(TOP, null));
                bench.await(order.action(), "it is put off", outcome -> outcome.state() == ActionState.RETRY_WAIT);
                other.rollback();
            }
            assertThat(bench.end(order.action()).state()).isEqualTo(ActionState.SUCCEEDED);
            Order.Run drop;
            try (Connection other = bench.database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("SELECT count(*) FROM leaf_table");
                drop = signed(bench, ((Undo.ByAction) create(false).undo()).action(), SPAN);
                bench.await(drop.action(), "it gives way", outcome -> outcome.state() == ActionState.RETRY_WAIT);
                other.rollback();
            }
            assertThat(bench.end(drop.action()).state()).isEqualTo(ActionState.SUCCEEDED);
            assertThat(indexes(bench)).isEmpty();
        }
    }

    @EveryMajor(only = {13, 18})
    void partsOfAnIndexAreNotDroppedAlone(int major, TestPostgres postgres, TestBroker broker, @TempDir Path folder) {
        try (Bench bench = new Bench(broker, postgres.database(major), folder)) {
            partitions(bench);
            bench.database.execute("CREATE INDEX i ON " + ActionsIT.quoted(TOP) + " (k)");
            bench.start();
            String part = bench.database
                    .query("SELECT relname FROM pg_class WHERE relkind = 'i' AND relname LIKE 'old%'")
                    .getFirst();

            Outcome alone = bench.end(bench.order(drop(part, "old", null), bench.target("old", part))
                    .action());
            Outcome asWhole = bench.end(
                    bench.order(drop("i", TOP, null), bench.target(TOP, "i")).action());

            assertThat(alone.state()).isEqualTo(ActionState.SKIPPED);
            assertThat(alone.reason()).contains("belongs to a partitioned index");
            assertThat(asWhole.reason()).contains("belongs to a partitioned index");
        }
    }

    private static DropIndex drop(String index, String table, @Nullable Boolean partitioned) {
        return new DropIndex("public", index, table, DropReason.UNUSED, null, null, partitioned);
    }

    /** High risk: ann signs with her own key. */
    private static Order.Run signed(Bench bench, Action action, String index) {
        Order.Run bare = Orders.run(action, bench.target(TOP, index), Instant.now());
        return bench.order(
                Orders.with(bare, List.of(Orders.decision(bare, "ann", PrincipalKind.PERSON, bench.keys.ann())), 1));
    }

    private static void partitions(Bench bench) {
        String top = ActionsIT.quoted(TOP);
        bench.database.execute(
                "CREATE TABLE " + top + " (id int, k int) PARTITION BY RANGE (id)",
                "CREATE TABLE old PARTITION OF " + top + " FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE sub_table PARTITION OF " + top + " FOR VALUES FROM (10) TO (20) PARTITION BY LIST (id)",
                "CREATE TABLE leaf_table PARTITION OF sub_table DEFAULT",
                "INSERT INTO " + top + " SELECT g, g FROM generate_series(2, 19) g");
        for (String table : List.of(top, "old", "sub_table", "leaf_table")) {
            bench.database.execute("ALTER TABLE " + table + " OWNER TO " + Bench.OWNER);
        }
    }

    private static CreateIndex create(boolean unique) {
        return new CreateIndex(
                "public",
                TOP,
                SPAN,
                "btree",
                unique
                        ? List.of(IndexColumn.ascending("k"), IndexColumn.ascending("id"))
                        : List.of(IndexColumn.ascending("k")),
                List.of(),
                unique,
                null,
                List.of(
                        new IndexPartition("public", "sub_table", "sub", "public", SPAN, true),
                        new IndexPartition("public", "leaf_table", "leaf", "public", "sub", false),
                        new IndexPartition("public", "old", "old_part", "public", SPAN, false)));
    }

    /** Name, whether it is a part of another, whether it is valid. */
    private static List<String> indexes(Bench bench) {
        return bench.database.query(
                "SELECT c.relname || CASE WHEN c.relispartition THEN ' i ' ELSE ' - ' END || left(i.indisvalid::text, 1)"
                        + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace ="
                        + " 'public'::regnamespace ORDER BY c.relname COLLATE \"C\"");
    }
}
