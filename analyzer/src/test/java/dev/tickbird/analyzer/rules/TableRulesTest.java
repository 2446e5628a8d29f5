package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.VacuumOption;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules on one table say where a fresh server can show nothing. */
class TableRulesTest {
    private static final String XID = "vacuum.wraparound-xid";
    private static final FindingId HOLDER = Finding.id("vacuum.horizon", Facts.INSTANCE, new Subject.Slot("gone"));

    /** Facts' tables were frozen up to transaction 700. */
    @Test
    void anOldTableIsFrozen_andAtTheLastMomentVacuumedTheShortestWay() {
        assertThat(vacuum(table(), 650_000_000).options()).containsExactly(VacuumOption.FREEZE);
        assertThat(vacuum(table(), 1_700_000_000).options()).containsExactly(VacuumOption.SKIP_INDEX_CLEANUP);
        assertThat(verdicts(XID, table(), 300_000_000, List.of())).isEmpty();
    }

    @Test
    void whatHoldsTheHorizonIsNamedFirst_unlessAVacuumHelpsNevertheless() {
        HorizonCause old = new HorizonCause(HOLDER, null, "replication slot gone", 640_000_000L);
        HorizonCause young = new HorizonCause(HOLDER, null, "replication slot gone", 30_000_000L);

        Verdict.Problem held = problem(verdicts(XID, table(), 650_000_000, List.of(old)));
        assertThat(held.causedBy()).isEqualTo(HOLDER);
        assertThat(held.action()).isNull();
        assertThat(held.remedy()).contains("replication slot gone");
        assertThat(problem(verdicts(XID, table(), 650_000_000, List.of(young))).action())
                .isInstanceOf(Vacuum.class);
    }

    @Test
    void aDatabaseNamesWhatHoldsItsHorizonToo() {
        long xid = (1L << 32) + 650_000_700;
        HorizonCause elsewhere = new HorizonCause(HOLDER, "other", "session 1", 649_000_000L);
        HorizonCause everywhere = new HorizonCause(HOLDER, null, "replication slot gone", 640_000_000L);
        InstanceFacts facts = Facts.facts(xid, Map.of(), Facts.database("app", 700, 0, 0));
        InstanceView view = view(facts, List.of(elsewhere, everywhere));

        List<Verdict> verdicts = of(
                XID,
                new Evaluator(RuleSet.discovered())
                        .facts(new FactsReading(facts, Facts.NOON, 1).against(null, view, List.of(), Map.of())));

        assertThat(problem(verdicts).causedBy()).isEqualTo(HOLDER);
        assertThat(problem(verdicts).remedy()).contains("replication slot gone").doesNotContain("session 1");
    }

    @Test
    void rowsThatTheSessionOfALoadReportsAfterItsAnalyzeAreNotTakenForNewOnes() {
        assertThat(verdicts("statistics.stale", loaded(100_000, 100_000), 1000, List.of()))
                .as("100,000 rows were found, and as many were ever written")
                .singleElement()
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(verdicts("statistics.stale", loaded(180_000, 80_000), 1000, List.of()))
                .singleElement()
                .isInstanceOf(Verdict.Problem.class);
    }

    private static TableDocument table() {
        return Facts.table(7, "orders", Facts.counters(100_000, 0));
    }

    private static TableDocument loaded(long inserted, long modified) {
        return Facts.table(
                7,
                "orders",
                new TableCounters(
                        0,
                        0,
                        0,
                        0,
                        inserted,
                        0,
                        0,
                        0,
                        inserted,
                        0,
                        modified,
                        0,
                        0,
                        0,
                        1,
                        0,
                        null,
                        null,
                        Facts.NOON,
                        null));
    }

    private static Vacuum vacuum(TableDocument table, long age) {
        return (Vacuum) problem(verdicts(XID, table, age, List.of())).action();
    }

    private static Verdict.Problem problem(List<Verdict> verdicts) {
        assertThat(verdicts).hasSize(1);
        return (Verdict.Problem) verdicts.getFirst();
    }

    private static List<Verdict> verdicts(String rule, TableDocument table, long age, List<HorizonCause> horizon) {
        InstanceView view = new InstanceView(
                Facts.INSTANCE, null, ServerVersion.of(180006), Facts.facts(700 + age, Map.of()), horizon, List.of());
        TableCase facts = Facts.tableCase(view, table, Map.of(), Baselines.NONE);
        return of(rule, new Evaluator(RuleSet.discovered()).table(facts));
    }

    private static InstanceView view(InstanceFacts facts, List<HorizonCause> horizon) {
        return new InstanceView(Facts.INSTANCE, null, ServerVersion.of(180006), facts, horizon, List.of());
    }

    private static List<Verdict> of(String rule, List<Finds> all) {
        return all.stream()
                .filter(finds -> finds.rule().id().equals(rule))
                .flatMap(finds -> finds.verdicts().stream())
                .toList();
    }
}
