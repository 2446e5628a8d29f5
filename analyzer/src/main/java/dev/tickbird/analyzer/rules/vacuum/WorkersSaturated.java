package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Duration;
import java.util.List;

/** Every autovacuum worker is at work at every look: tables wait for a turn. */
@AutoService(Rule.class)
public final class WorkersSaturated implements Rule.OfActivity {
    private static final String FOR = "for";
    private static final String WORKER = "autovacuum worker";
    private static final String SESSIONS = "activity.sessions";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.workers-saturated",
            "All autovacuum workers are busy at every look for long.",
            "Short bursts, such as after a load.",
            Threshold.duration(FOR, Duration.ofMinutes(30), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds) {
        double wanted = facts.instance().setting("autovacuum_max_workers", 3);
        int most = (int) Math.min(wanted, facts.instance().setting("autovacuum_worker_slots", wanted));
        List<SessionFacts> workers = facts.activity().sessions().stream()
                .filter(session -> session.backendType().equals(WORKER))
                .toList();
        if (workers.isEmpty()) {
            return facts.activity().header().gaps().stream()
                    .filter(gap -> gap.probe().equals(SESSIONS))
                    .findFirst()
                    .map(WorkersSaturated::unseen)
                    .map(List::of)
                    .orElse(List.of());
        }
        return workers.size() < most ? List.of() : List.of(verdict(facts, workers, most, thresholds));
    }

    private static Verdict unseen(Gap gap) {
        return new Verdict.Unknown(new Subject.Instance(), gap.reason(), gap.fix());
    }

    private static Verdict verdict(ActivityCase facts, List<SessionFacts> workers, int most, Thresholds thresholds) {
        long wraparound = workers.stream()
                .filter(worker -> worker.text() != null && worker.text().contains("to prevent wraparound"))
                .count();
        Duration oldest = workers.stream()
                .filter(worker -> worker.queryStart() != null)
                .map(worker -> Duration.between(worker.queryStart(), facts.at()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return Problems.about(new Subject.Instance())
                .level(Severity.WARNING, thresholds.duration(FOR))
                .title("all " + most + " autovacuum workers are busy")
                .explanation("Tables that need a vacuum or an analyze wait until a worker is free."
                        + (wraparound > 0 ? " " + wraparound + " of them freeze a table to prevent wraparound." : ""))
                .evidence(Measure.of("autovacuum.workers", workers.size(), Unit.COUNT)
                        .against(most))
                .evidence(Measure.of("autovacuum.longest", Math.max(0, oldest.toSeconds()), Unit.SECONDS))
                .remedy(
                        "Give them a larger budget first (autovacuum_vacuum_cost_limit): workers share it, so more of them"
                                + " alone are each slower. Then raise autovacuum_max_workers"
                                + (facts.instance().atLeast(18)
                                        ? " (up to autovacuum_worker_slots without a restart)."
                                        : ", which takes a restart."))
                .build();
    }
}
