package dev.tickbird.analyzer.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.delta.StatementDeltas;
import dev.tickbird.analyzer.delta.TableUses;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementFilter;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a table's statements, by their texts and by what they were seen to do. */
class WorkloadTest {
    private static final TableDocument ORDERS = Facts.table(7, "orders", Facts.counters(100_000, 0));
    private static final StatementFilter BY_USER =
            new StatementFilter(7, List.of(new StatementFilter.Column(2, Comparison.EQUAL)), 100_000, 99_990);

    @Test
    void whatATextDoesNotTell_isTakenFromWhatWasSeen() {
        assertThat(known("SELECT * FROM recent_orders($1)", BY_USER))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.access().columns(Condition.Kind.EQUAL)).containsExactly("user_id");
                    assertThat(use.access().aggregates())
                            .as("nobody saw what became of the rows")
                            .isTrue();
                    assertThat(use.calls()).isEqualTo(10);
                });
    }

    @Test
    void whatATextTells_isNotTakenTwice() {
        assertThat(known("SELECT * FROM orders WHERE created_at = $1", BY_USER))
                .singleElement()
                .satisfies(use ->
                        assertThat(use.access().columns(Condition.Kind.EQUAL)).containsExactly("created_at"));
    }

    @Test
    void conditionsThatLetRowsPass_andOtherTables_areLeftOut() {
        assertThat(known("SELECT 1", new StatementFilter(7, BY_USER.columns(), 100_000, 50_000)))
                .isEmpty();
        assertThat(known("SELECT 1", new StatementFilter(8, BY_USER.columns(), 100_000, 99_990)))
                .isEmpty();
    }

    @Test
    void theSameIsAddedUp_andFadesWithTime() {
        Workload once = seen(Workload.empty(Facts.NOON), 1);
        Workload twice = seen(once, 2);
        assertThat(twice.of(ORDERS).uses())
                .singleElement()
                .satisfies(use -> assertThat(use.calls()).isEqualTo(20));
        Workload days = seen(twice, 24 * 5);
        assertThat(days.of(ORDERS).uses())
                .singleElement()
                .satisfies(use -> assertThat(use.calls()).isEqualTo(15));
    }

    private static Workload seen(Workload before, int hours) {
        List<StatementDelta> deltas = List.of(delta("SELECT 1", BY_USER));
        return before.and(TableUses.of(deltas), TableUses.filtered(deltas), Facts.NOON.plus(Duration.ofHours(hours)));
    }

    private static List<TableUse> known(String text, StatementFilter filter) {
        List<StatementDelta> deltas = List.of(delta(text, filter));
        return Workload.empty(Facts.NOON)
                .and(TableUses.of(deltas), TableUses.filtered(deltas), Facts.NOON.plusSeconds(60))
                .of(ORDERS)
                .uses();
    }

    private static StatementDelta delta(String text, StatementFilter filter) {
        return StatementDeltas.whole(new StatementCounters(
                "q1",
                10,
                "app",
                Facts.DATABASE_OID,
                "app",
                true,
                false,
                text,
                10,
                0,
                1000,
                40,
                6400,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of(filter)));
    }
}
