package dev.tickbird.analyzer.rules.lock;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Sessions;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session that others wait for while it waits for nobody: the root of a tree of locks. */
@AutoService(Rule.class)
public final class BlockingTree implements Rule.OfActivity {
    private static final String WARNING_AFTER = "warning-after";
    private static final String CRITICAL_BLOCKED = "critical-blocked";
    private static final String CRITICAL_AFTER = "critical-after";
    private static final String EMERGENCY_BLOCKED = "emergency-blocked";
    private static final String EMERGENCY_PERCENT = "emergency-percent";
    private static final String EMERGENCY_AFTER = "emergency-after";
    private static final int PREPARED = 0;
    private static final int FEW_CLIENTS = 8;

    private static final RuleInfo INFO = RuleInfo.of(
            "lock.blocking-tree",
            "The root of a blocking tree, with the number of sessions behind it.",
            "Waits that pass by themselves within the times below.",
            Threshold.duration(WARNING_AFTER, Duration.ofSeconds(60), "any session blocked for so long is a warning"),
            Threshold.number(CRITICAL_BLOCKED, 3, Unit.COUNT, "blocked sessions from which it may be critical"),
            Threshold.duration(CRITICAL_AFTER, Duration.ofSeconds(300), "how long they must be blocked"),
            Threshold.number(EMERGENCY_BLOCKED, 20, Unit.COUNT, "blocked sessions from which it may be an emergency"),
            Threshold.number(
                    EMERGENCY_PERCENT, 25, Unit.PERCENT, "or this share of all clients, where there are at least 8"),
            Threshold.duration(EMERGENCY_AFTER, Duration.ofSeconds(20), "how long they must be blocked"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (SessionFacts session : facts.activity().sessions()) {
            if (session.blockedBy().isEmpty()) {
                List<SessionFacts> blocked = Sessions.waitingFor(session.pid(), facts.activity());
                if (!blocked.isEmpty()) {
                    verdicts.add(verdict(facts, session, blocked, thresholds));
                }
            }
        }
        List<SessionFacts> behindPrepared = Sessions.waitingFor(PREPARED, facts.activity());
        if (!behindPrepared.isEmpty()) {
            verdicts.add(prepared(facts, behindPrepared, thresholds));
        }
        return verdicts;
    }

    private static Verdict verdict(
            ActivityCase facts, SessionFacts root, List<SessionFacts> blocked, Thresholds thresholds) {
        Problems problem = Problems.about(Sessions.subject(root))
                .title(Sessions.who(root) + " blocks " + blocked.size()
                        + (blocked.size() == 1 ? " session" : " sessions"))
                .explanation("It is " + root.state() + " and waits for nobody; its last statement: "
                        + (root.text() == null ? "not readable" : root.text()))
                .remedy(
                        Sessions.idleInTransaction(root)
                                ? "Commit or roll back in the application, or terminate the session."
                                : "Wait for it, or cancel its statement.");
        if (Sessions.client(root) && !Sessions.backup(root)) {
            problem.action(Sessions.release(root), Sessions.identity(facts, root));
        }
        return levels(problem, facts, blocked, thresholds).build();
    }

    /** pg_blocking_pids names 0 for a prepared transaction, which no session owns. */
    private static Verdict prepared(ActivityCase facts, List<SessionFacts> blocked, Thresholds thresholds) {
        Problems problem = Problems.about(new Subject.Instance())
                .title("a prepared transaction blocks " + blocked.size()
                        + (blocked.size() == 1 ? " session" : " sessions"))
                .explanation("No session owns a prepared transaction: it keeps its locks until somebody ends it.")
                .remedy("Ask its owner, then COMMIT PREPARED or ROLLBACK PREPARED it: a rollback loses its work.");
        return levels(problem, facts, blocked, thresholds).build();
    }

    private static Problems levels(
            Problems problem, ActivityCase facts, List<SessionFacts> blocked, Thresholds thresholds) {
        long clients =
                facts.activity().sessions().stream().filter(Sessions::client).count();
        double percent = 100.0 * blocked.size() / Math.max(1, clients);
        problem.level(Severity.WARNING, thresholds.duration(WARNING_AFTER))
                .evidence(Measure.of("lock.blocked", blocked.size(), Unit.COUNT))
                .evidence(Measure.of("lock.blocked-share", percent, Unit.PERCENT));
        if (blocked.size() >= thresholds.number(CRITICAL_BLOCKED)) {
            problem.level(Severity.CRITICAL, thresholds.duration(CRITICAL_AFTER));
        }
        boolean many = blocked.size() >= thresholds.number(EMERGENCY_BLOCKED);
        boolean most = clients >= FEW_CLIENTS && percent >= thresholds.number(EMERGENCY_PERCENT);
        if (many || most) {
            problem.level(Severity.EMERGENCY, thresholds.duration(EMERGENCY_AFTER));
        }
        return problem;
    }
}
