package dev.tickbird.analyzer.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.analyzer.rule.Verdict.Problem;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which findings become one, and what that one says. */
class RollUpsTest {
    private static final InstanceId INSTANCE = InstanceId.of("orders-prod");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Subject.Relation ROOT = Subject.Relation.of("shop", "public", "events");

    @Test
    void aHundredOfOneRuleStandForThemselves_andOneMoreIsOneFinding() {
        assertThat(RollUps.plan(tables(100), List.of()).rollUps()).isEmpty();

        RollUps.Plan plan = RollUps.plan(tables(101), List.of());

        Problem one = only(plan);
        assertThat(one.subject()).isEqualTo(new Subject.Database("shop"));
        assertThat(plan.covered()).hasSize(101);
        assertThat(one.title()).isEqualTo("t101 is large, and 100 more in database shop");
        assertThat(one.explanation()).contains("public.t100 (100 B)", "and 90 others");
        assertThat(one.evidence())
                .contains(Measure.of("findings", 101, Unit.COUNT), Measure.of("total.disk", 5151, Unit.BYTES));
    }

    @Test
    void betweenTheTwoLimitsWhatWasToldLastStays() {
        List<Finding> told = List.of(finding("table.large", new Subject.Database("shop"), 0, Severity.WARNING, null));

        assertThat(RollUps.plan(tables(90), List.of()).rollUps()).isEmpty();
        assertThat(RollUps.plan(tables(90), told).rollUps()).hasSize(1);
        assertThat(RollUps.plan(tables(80), told).rollUps()).hasSize(1);
        assertThat(RollUps.plan(tables(79), told).rollUps()).isEmpty();
    }

    @Test
    void theIdentifierDoesNotDependOnTheMembers() {
        Subject first = only(RollUps.plan(tables(101), List.of())).subject();
        Subject second = only(RollUps.plan(tables(250), List.of())).subject();

        assertThat(Finding.id("table.large", INSTANCE, first)).isEqualTo(Finding.id("table.large", INSTANCE, second));
    }

    @Test
    void otherRulesAndDatabasesCountForThemselves() {
        List<Member> members = new ArrayList<>(tables(60));
        IntStream.rangeClosed(1, 60)
                .forEach(i -> members.add(member(
                        finding("table.large", Subject.Relation.of("other", "public", "t" + i), i, Severity.INFO, null),
                        null)));
        IntStream.rangeClosed(1, 60)
                .forEach(i -> members.add(member(
                        finding("table.small", Subject.Relation.of("shop", "public", "t" + i), i, Severity.INFO, null),
                        null)));

        assertThat(RollUps.plan(members, List.of()).rollUps()).isEmpty();
    }

    @Test
    void theWorstIsProposed_andStaysProposedWhileItIsAmongTheWorst() {
        Member small = partition("events_1", 10, Severity.WARNING);
        Member large = partition("events_2", 20, Severity.WARNING);
        Problem first = only(RollUps.plan(List.of(small, large), List.of()));
        assertThat(first.action()).isEqualTo(large.finding().action());
        Finding told = finding("table.large", ROOT, 20, Severity.WARNING, first.action());

        Member grown = partition("events_1", 30, Severity.WARNING);
        assertThat(only(RollUps.plan(List.of(grown, large), List.of(told))).action())
                .as("no proposal takes the place of another one because figures moved")
                .isEqualTo(large.finding().action());
        Member critical = partition("events_1", 30, Severity.CRITICAL);
        assertThat(only(RollUps.plan(List.of(critical, large), List.of(told))).action())
                .isEqualTo(critical.finding().action());
        assertThat(only(RollUps.plan(List.of(grown), List.of(told))).action())
                .isEqualTo(grown.finding().action());
    }

    @Test
    void twoPartitionsAreOneFindingOfTheirTable_untilNoneIsLeft() {
        Member one = partition("events_1", 10, Severity.INFO);
        Member two = partition("events_2", 20, Severity.INFO);

        assertThat(RollUps.plan(List.of(one), List.of()).rollUps()).isEmpty();
        Problem both = only(RollUps.plan(List.of(one, two), List.of()));
        assertThat(both.subject()).isEqualTo(ROOT);
        assertThat(both.title()).isEqualTo("events_2 is large, and 1 more among the partitions of public.events");

        List<Finding> told = List.of(finding("table.large", ROOT, 20, Severity.INFO, null));
        assertThat(only(RollUps.plan(List.of(one), told)).title()).isEqualTo("events_1 is large");
        assertThat(RollUps.plan(List.of(), told).rollUps()).isEmpty();
    }

    @Test
    void whatIsGoneButNotForLongIsCountedAndNotProposed() {
        Member one = partition("events_1", 10, Severity.WARNING);
        Member two = partition("events_2", 20, Severity.WARNING);
        Member mended = new Member(two.finding(), two.levels(), false, two.object(), ROOT);
        Finding told =
                finding("table.large", ROOT, 20, Severity.WARNING, two.finding().action());

        RollUps.Plan plan = RollUps.plan(List.of(one, mended), List.of(told));

        assertThat(only(plan).action()).isEqualTo(one.finding().action());
        assertThat(plan.covered()).hasSize(2);
    }

    @Test
    void aFindingOfThePartitionedTableItselfStandsForItsPartitions() {
        Member own = member(finding("table.large", ROOT, 5, Severity.WARNING, null), null);
        Member part = partition("events_1", 10, Severity.WARNING);

        RollUps.Plan plan = RollUps.plan(List.of(own, part), List.of());

        assertThat(plan.rollUps()).isEmpty();
        assertThat(plan.covered())
                .isEqualTo(Map.of(part.finding().id(), own.finding().id()));
    }

    @Test
    void manyPartitionsOfOneTableDoNotRollUpTheWholeDatabase() {
        List<Member> members = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> partition("events_" + i, i, Severity.INFO))
                .toList();

        assertThat(only(RollUps.plan(members, List.of())).subject()).isEqualTo(ROOT);
    }

    private static Problem only(RollUps.Plan plan) {
        assertThat(plan.rollUps()).hasSize(1);
        return (Problem) plan.rollUps().getFirst().verdict();
    }

    private static List<Member> tables(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> member(
                        finding(
                                "table.large",
                                Subject.Relation.of("shop", "public", "t" + i),
                                i,
                                Severity.WARNING,
                                null),
                        null))
                .toList();
    }

    private static Member partition(String name, long bytes, Severity severity) {
        Subject.Relation table = Subject.Relation.of("shop", "public", name);
        Action vacuum = new Vacuum("public", name, List.of());
        return member(finding("table.large", table, bytes, severity, vacuum), ROOT);
    }

    private static Member member(Finding finding, Subject.@Nullable Relation root) {
        return Member.open(finding, new ObjectIdentity("shop", 1, 2L, null), root);
    }

    private static Finding finding(
            String rule, Subject subject, long bytes, Severity severity, @Nullable Action action) {
        String name = subject instanceof Subject.Relation table ? table.name() : "all";
        return new Finding(
                Finding.id(rule, INSTANCE, subject),
                1,
                rule,
                severity,
                FindingState.OPEN,
                INSTANCE,
                "orders",
                Map.of(),
                null,
                subject,
                name + " is large",
                "It is large.",
                List.of(),
                "Make it smaller.",
                false,
                null,
                List.of(),
                NOON,
                NOON,
                null,
                null,
                null,
                action,
                List.of(),
                List.of(Measure.of("disk", bytes, Unit.BYTES)));
    }
}
