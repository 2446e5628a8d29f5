package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.rule.DatabaseCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.StatementsSource;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitoringViewsRuleTest {
    private static final String SCHEMA = "tickbird_views";
    private static final ServerVersion V18 = ServerVersion.of(180006);
    private static final StatementsSource SOURCE = new StatementsSource("ext", "1.12");
    private static final MonitoringViews WANTED = new MonitoringViews(SCHEMA, false);
    private static final MonitoringViews UNWANTED = new MonitoringViews(SCHEMA, true);
    private static final String CURRENT = MonitoringView.schemaComment(V18, SOURCE);

    @Test
    void fires_whereTheViewsAreMissing() {
        Verdict.Problem problem = problem(WANTED, seen(null, null, List.of()));
        assertThat(problem.worst()).isEqualTo(Severity.INFO);
        assertThat(problem.action()).isEqualTo(new InstallMonitoringViews(SCHEMA, SOURCE, false));
        assertThat(problem(WANTED, seen("tickbird_executor", null, List.of())).action())
                .isEqualTo(new InstallMonitoringViews(SCHEMA, SOURCE, true));
    }

    @Test
    void fires_whereTheyAreOfAnotherVersion_orOneIsGone() {
        InstallMonitoringViews anew = new InstallMonitoringViews(SCHEMA, SOURCE, true);
        for (ServerVersion other : List.of(ServerVersion.of(130023), ServerVersion.of(170011))) {
            MonitoringSchema old = seen("e", MonitoringView.schemaComment(other, SOURCE), MonitoringView.names());
            assertThat(problem(WANTED, old).action()).isEqualTo(anew);
        }
        MonitoringSchema updated = seen(
                "e", MonitoringView.schemaComment(V18, new StatementsSource("ext", "1.11")), MonitoringView.names());
        assertThat(problem(WANTED, updated).action()).isEqualTo(anew);
        assertThat(problem(WANTED, seen("e", CURRENT, MonitoringView.names().subList(0, 5)))
                        .action())
                .isEqualTo(anew);
    }

    @Test
    void installsWithoutStatements_whereTheExtensionIsMissingOrTooOld() {
        InstallMonitoringViews without = new InstallMonitoringViews(SCHEMA, null, false);
        MonitoringSchema absent = new MonitoringSchema(SCHEMA, null, null, List.of(), List.of(), null);
        assertThat(problem(WANTED, absent, Map.of()).action()).isEqualTo(without);
        assertThat(problem(WANTED, seen(null, null, List.of()), Map.of("pg_stat_statements", "1.7"))
                        .action())
                .isEqualTo(without);
    }

    @Test
    void proposesNothing_whereTheSchemaIsNotFree() {
        MonitoringSchema used = new MonitoringSchema(
                SCHEMA, "e", CURRENT, MonitoringView.names().subList(0, 3), List.of("table x.notes"), "ext");
        assertThat(problem(WANTED, used).action()).isNull();
        assertThat(problem(WANTED, used).explanation()).contains("table x.notes");
        assertThat(problem(WANTED, seen("e", "reports of the shop", List.of())).action())
                .isNull();
    }

    @Test
    void removesWhatIsThere_andLeavesTheSchemaToOthers() {
        assertThat(problem(UNWANTED, seen("e", CURRENT, MonitoringView.names())).action())
                .isEqualTo(new RemoveMonitoringViews(SCHEMA, SOURCE, true));
        MonitoringSchema shared =
                new MonitoringSchema(SCHEMA, "e", CURRENT, MonitoringView.names(), List.of("table x.notes"), "ext");
        assertThat(problem(UNWANTED, shared).action()).isEqualTo(new RemoveMonitoringViews(SCHEMA, SOURCE, false));
        assertThat(verdicts(UNWANTED, seen(null, null, List.of()))).isEmpty();
        assertThat(verdicts(UNWANTED, seen("e", "reports of the shop", List.of())))
                .isEmpty();
    }

    @Test
    void doesNotFire_whereAllIsWell_orNobodyAsked() {
        MonitoringSchema well = seen("e", CURRENT, MonitoringView.names());
        assertThat(verdicts(WANTED, well)).isEmpty();
        assertThat(verdicts(null, seen(null, null, List.of()))).isEmpty();
        assertThat(verdicts(WANTED, null)).isEmpty();
        assertThat(verdicts(new MonitoringViews("elsewhere", false), seen(null, null, List.of())))
                .as("what was read before the fleet file changed")
                .isEmpty();
    }

    private static MonitoringSchema seen(@Nullable String owner, @Nullable String comment, List<String> views) {
        return new MonitoringSchema(SCHEMA, owner, comment, views, List.of(), "ext");
    }

    private static Verdict.Problem problem(MonitoringViews wish, MonitoringSchema seen) {
        return problem(wish, seen, Map.of("pg_stat_statements", "1.12"));
    }

    private static Verdict.Problem problem(
            MonitoringViews wish, MonitoringSchema seen, Map<String, String> extensions) {
        return (Verdict.Problem) verdicts(wish, seen, extensions).getFirst();
    }

    private static List<Verdict> verdicts(@Nullable MonitoringViews wish, @Nullable MonitoringSchema seen) {
        return verdicts(wish, seen, Map.of("pg_stat_statements", "1.12"));
    }

    private static List<Verdict> verdicts(
            @Nullable MonitoringViews wish, @Nullable MonitoringSchema seen, Map<String, String> extensions) {
        InstanceView instance = new InstanceView(Facts.INSTANCE, Facts.wanting(wish), V18, null, List.of(), List.of());
        DatabaseCase facts = new DatabaseCase(instance, "app", Facts.DATABASE_OID, extensions, seen);
        return new Evaluator(RuleSet.discovered())
                .database(facts).stream()
                        .flatMap(finds -> finds.verdicts().stream())
                        .toList();
    }
}
