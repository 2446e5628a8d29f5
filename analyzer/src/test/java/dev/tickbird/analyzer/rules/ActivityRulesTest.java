package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.SessionFacts;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rules on activity say where a fresh server can show nothing. */
class ActivityRulesTest {
    private static final Map<String, Setting> FIVE_WORKERS_THREE_SLOTS = Map.of(
            "autovacuum_max_workers", Facts.setting("5", "configuration file"),
            "autovacuum_worker_slots", Facts.setting("3", "configuration file"));

    @Test
    void allWorkersMustBeBusyForHalfAnHour() {
        assertThat(saturated(2, Map.of())).isEmpty();
        assertThat(saturated(3, Map.of())).singleElement().satisfies(verdict -> {
            Verdict.Problem problem = (Verdict.Problem) verdict;
            assertThat(problem.levels()).containsExactly(new Level(Severity.WARNING, Duration.ofMinutes(30)));
            assertThat(problem.explanation()).contains("1 of them freeze");
        });
        assertThat(saturated(3, FIVE_WORKERS_THREE_SLOTS))
                .as("there is no slot for more")
                .hasSize(1);
        assertThat(saturated(3, Map.of("autovacuum_max_workers", Facts.setting("5", "configuration file"))))
                .isEmpty();
    }

    private static List<Verdict> saturated(int workers, Map<String, Setting> settings) {
        ActivitySnapshot activity = new ActivitySnapshot(
                Facts.header("01936e00-0000-7000-8000-000000000001", SnapshotKind.FULL, 0, Facts.NOON),
                IntStream.rangeClosed(1, workers)
                        .mapToObj(ActivityRulesTest::worker)
                        .toList(),
                List.of(),
                List.of(),
                List.of());
        InstanceView view = new InstanceView(
                Facts.INSTANCE, null, ServerVersion.of(180006), Facts.facts(1, settings), List.of(), List.of());
        return new Evaluator(RuleSet.discovered())
                .activity(new ActivityCase(view, Facts.NOON, activity)).stream()
                        .filter(finds -> finds.rule().id().equals("vacuum.workers-saturated"))
                        .flatMap(finds -> finds.verdicts().stream())
                        .toList();
    }

    private static SessionFacts worker(int pid) {
        return new SessionFacts(
                pid,
                "autovacuum worker",
                "app",
                null,
                "",
                null,
                Facts.NOON.minusSeconds(600),
                Facts.NOON.minusSeconds(600),
                Facts.NOON.minusSeconds(600),
                null,
                "active",
                null,
                null,
                null,
                null,
                null,
                "autovacuum: VACUUM public.t" + pid + (pid == 1 ? " (to prevent wraparound)" : ""),
                List.of());
    }
}
