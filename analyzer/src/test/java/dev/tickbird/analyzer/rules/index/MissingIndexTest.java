package dev.tickbird.analyzer.rules.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.TableSample;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.KeyedTables;
import dev.tickbird.analyzer.rule.Partitions;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.workload.Access;
import dev.tickbird.analyzer.workload.StatementReader;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanAnswer.How;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a candidate when the planner was asked about it. */
class MissingIndexTest {
    private static final MissingIndex RULE = new MissingIndex();
    private static final Thresholds THRESHOLDS = Thresholds.defaults(RULE.info());
    private static final TableDelta READ_WHOLE =
            new TableDelta(Duration.ofHours(1), 1000, 100_000_000, 0, 10, 0, 0, 0, 0);
    private static final String BY_USER = "SELECT * FROM orders WHERE user_id = $1";
    private static final String RECENT =
            "SELECT * FROM orders WHERE created_at > $1 AND user_id = $2 ORDER BY created_at DESC LIMIT $3";

    @Test
    void asksInNamesAndKindsOfComparison() {
        List<PlanQuestion> questions = RULE.questions(orders(Map.of(), BY_USER, RECENT), THRESHOLDS);

        assertThat(questions).singleElement().satisfies(question -> {
            assertThat(question.columns())
                    .containsExactly(IndexColumn.ascending("user_id"), IndexColumn.ascending("created_at"));
            assertThat(question.accesses())
                    .containsExactlyInAnyOrder(
                            new PlanAccess(
                                    List.of(new PlanAccess.Condition("user_id", Comparison.EQUAL)), List.of(), null),
                            new PlanAccess(
                                    List.of(
                                            new PlanAccess.Condition("created_at", Comparison.RANGE),
                                            new PlanAccess.Condition("user_id", Comparison.EQUAL)),
                                    List.of(new IndexColumn("created_at", true, true)),
                                    10L));
            assertThat(question.schema()).isEqualTo("public");
            assertThat(question.tableOid()).isEqualTo(7);
        });
    }

    @Test
    void theSameQuestionHasTheSameId_untilTheTableIsAnother() {
        String id = id(orders(Map.of(), BY_USER));
        assertThat(id(orders(Map.of(), BY_USER))).isEqualTo(id);
        assertThat(id(orders(Map.of(), RECENT))).isNotEqualTo(id);
        assertThat(id(orders(Map.of(), RECENT, BY_USER)))
                .as("whichever takes more time")
                .isEqualTo(id(orders(Map.of(), BY_USER, RECENT)));
        TableDocument more = Facts.table(7, "orders", Facts.counters(100_000, 0), Facts.index(90, "other", 3));
        assertThat(id(tableCase(more, Map.of(), BY_USER))).isNotEqualTo(id);
    }

    @Test
    void beforeTheAnswer_isToldAsUnchecked() {
        Verdict.Problem problem = problem(orders(Map.of(), BY_USER)).orElseThrow();
        assertThat(problem.explanation()).contains("has not been asked about the index yet");
        assertThat(problem.action()).isInstanceOf(CreateIndex.class);
    }

    @Test
    void anIndexThatThePlannerWouldUse_isProposedWithItsFigures() {
        Verdict.Problem problem = answered(How.HYPOPG, null, new Cost(2000, 2000, true, 900.0, true))
                .orElseThrow();
        assertThat(problem.explanation()).contains("with the index, which HypoPG made it believe in, it would use it");
        assertThat(problem.action()).isInstanceOf(CreateIndex.class);
        assertThat(problem.evidence())
                .extracting(Measure::measure)
                .contains("plan.cost", "plan.cost-with-index", "index.estimated-size");
    }

    @Test
    void anIndexThatThePlannerWouldNotUse_isDropped() {
        assertThat(answered(How.HYPOPG, null, new Cost(2000, 2000, true, 2000.0, false)))
                .isEmpty();
    }

    @Test
    void anIndexThatSavesLittle_isDropped() {
        assertThat(answered(How.HYPOPG, null, new Cost(2000, 2000, true, 1001.0, true)))
                .isEmpty();
        assertThat(answered(How.HYPOPG, null, new Cost(2000, 2000, true, 1000.0, true)))
                .isPresent();
    }

    @Test
    void todaysPlanThatReadsAll_isToldWithWhatHelps() {
        Verdict.Problem problem = answered(
                        How.GENERIC_PLAN, "CREATE EXTENSION hypopg", new Cost(2000, 2000, true, null, false))
                .orElseThrow();
        assertThat(problem.explanation())
                .contains("reads the whole table for them today")
                .contains("not checked: A reason. What helps: CREATE EXTENSION hypopg.");
        assertThat(problem.action()).isNotNull();
    }

    @Test
    void todaysPlanThatIsServedAlready_needsNoIndex() {
        assertThat(answered(How.GENERIC_PLAN, null, new Cost(20, 2000, false, null, false)))
                .isEmpty();
        assertThat(answered(How.GENERIC_PLAN, null, new Cost(1900, 2000, false, null, false)))
                .as("hardly cheaper than reading all")
                .isPresent();
    }

    @Test
    void noAnswerNamesTheGrant() {
        Verdict.Problem problem = answered(How.UNKNOWN, "GRANT SELECT ON TABLE public.orders TO tickbird_monitor")
                .orElseThrow();
        assertThat(problem.explanation()).contains("What helps: GRANT SELECT ON TABLE public.orders");
        assertThat(problem.action()).isNotNull();
    }

    @Test
    void aPartitionedTableIsReadWithAllItsPartitions() {
        Partitions.Leaf leaf = new Partitions.Leaf(320, 50_000, Facts.counters(50_000, 0));
        TableDocument table = Facts.partitioned(7, "orders");
        Partitions quiet =
                Partitions.of(List.of(leaf, leaf), new TableDelta(Duration.ofHours(1), 1, 1000, 0, 10, 0, 0, 0, 0));
        Partitions busy = Partitions.of(List.of(leaf, leaf), READ_WHOLE);

        assertThat(problem(partitioned(table, null))).isEmpty();
        assertThat(problem(partitioned(table, quiet))).isEmpty();
        assertThat(problem(partitioned(table, busy))).hasValueSatisfying(problem -> {
            assertThat(problem.action()).isNull();
            assertThat(problem.remedy())
                    .contains("CREATE INDEX ON ONLY public.orders (user_id)")
                    .contains("ATTACH PARTITION");
            assertThat(problem.evidence())
                    .filteredOn(measure -> measure.measure().equals("table.rows"))
                    .extracting(measure -> measure.value().longValue())
                    .containsExactly(100_000L);
        });
        assertThat(RULE.questions(partitioned(table, busy), THRESHOLDS)).hasSize(1);

        TableDocument known = TableSample.of(7, "orders")
                .partitioned(new PartitionMember(8, "public", "orders_2026", 7, false))
                .document();
        assertThat(problem(partitioned(known, busy)))
                .hasValueSatisfying(problem -> assertThat(problem.action())
                        .isInstanceOfSatisfying(
                                CreateIndex.class,
                                create -> assertThat(create.partitions())
                                        .extracting(IndexPartition::table)
                                        .containsExactly("orders_2026")));
    }

    private static Optional<Verdict.Problem> answered(How how, @Nullable String fix, Cost... costs) {
        PlanAnswer answer = new PlanAnswer(
                id(orders(Map.of(), BY_USER)),
                Facts.INSTANCE,
                Facts.DATABASE_OID,
                7,
                how,
                how == How.HYPOPG ? null : "A reason.",
                fix,
                List.of(costs),
                how == How.HYPOPG ? 4096L : null,
                Facts.NOON);
        return problem(orders(Map.of(answer.question(), answer), BY_USER));
    }

    private static String id(TableCase facts) {
        return RULE.questions(facts, THRESHOLDS).getFirst().id();
    }

    private static Optional<Verdict.Problem> problem(TableCase facts) {
        return RULE.evaluate(facts, THRESHOLDS).stream()
                .map(Verdict.Problem.class::cast)
                .findFirst();
    }

    private static TableCase orders(Map<String, PlanAnswer> answers, String... statements) {
        return tableCase(Facts.table(7, "orders", Facts.counters(100_000, 0)), answers, statements);
    }

    private static TableCase tableCase(TableDocument table, Map<String, PlanAnswer> answers, String... statements) {
        return tableCase(table, READ_WHOLE, null, answers, statements);
    }

    private static TableCase partitioned(TableDocument table, @Nullable Partitions partitions) {
        return tableCase(table, null, partitions, Map.of(), BY_USER);
    }

    private static TableCase tableCase(
            TableDocument table,
            @Nullable TableDelta delta,
            @Nullable Partitions partitions,
            Map<String, PlanAnswer> answers,
            String... statements) {
        return new TableCase(
                new InstanceView(Facts.INSTANCE, null, ServerVersion.of(180006), null, List.of(), List.of()),
                "app",
                Facts.DATABASE_OID,
                Facts.NOON,
                table,
                delta,
                new HashMap<>(),
                Baselines.NONE,
                null,
                List.of(),
                oid -> null,
                false,
                () -> 0,
                () -> new KeyedTables(List.of()),
                null,
                workload(statements),
                () -> partitions,
                answers);
    }

    /** Each ran a hundred times and read the table for four rows. */
    private static Workload workload(String... statements) {
        List<TableUse> uses = new ArrayList<>();
        double millis = 10_000;
        for (String statement : statements) {
            for (Access access : StatementReader.read(statement)) {
                uses.add(new TableUse("q" + uses.size(), access, 100, millis, 400, 64_000));
                millis /= 2;
            }
        }
        return new Workload(Facts.NOON.minus(Duration.ofHours(1)), Facts.NOON, uses, List.of());
    }
}
