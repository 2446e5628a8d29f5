package dev.tickbird.analyzer.rules.session;

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
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session that began a transaction and does nothing in it. */
@AutoService(Rule.class)
public final class IdleInTransaction implements Rule.OfActivity {
    private static final String WARNING_AFTER = "warning-after";
    private static final String CRITICAL_AFTER = "critical-after";
    private static final String BLOCKING_AFTER = "blocking-after";

    private static final RuleInfo INFO = RuleInfo.of(
            "session.idle-in-transaction",
            "A session that is idle inside a transaction, with what it blocks and whether it holds the XID horizon.",
            "Background processes, and backups by pg_dump that nobody waits for.",
            Threshold.duration(WARNING_AFTER, Duration.ofMinutes(30), "idle from which it is a warning"),
            Threshold.duration(CRITICAL_AFTER, Duration.ofMinutes(60), "idle from which it is critical"),
            Threshold.duration(
                    BLOCKING_AFTER, Duration.ofMinutes(5), "idle from which it is a warning while others wait for it"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (SessionFacts session : facts.activity().sessions()) {
            if (Sessions.client(session) && Sessions.idleInTransaction(session)) {
                evaluate(facts, session, thresholds).ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> evaluate(ActivityCase facts, SessionFacts session, Thresholds thresholds) {
        Duration idle = Sessions.age(session.stateChange(), facts.at());
        int waiting = Sessions.waitingFor(session.pid(), facts.activity()).size();
        boolean old = idle.compareTo(thresholds.duration(WARNING_AFTER)) >= 0;
        boolean blocks = waiting > 0 && idle.compareTo(thresholds.duration(BLOCKING_AFTER)) >= 0;
        if ((!old && !blocks) || (Sessions.backup(session) && waiting == 0)) {
            return Optional.empty();
        }
        boolean critical = idle.compareTo(thresholds.duration(CRITICAL_AFTER)) >= 0;
        boolean holds = session.xminAge() != null || session.xidAge() != null;
        return Optional.of(Problems.about(Sessions.subject(session))
                .level(critical ? Severity.CRITICAL : Severity.WARNING)
                .since(session.stateChange())
                .title(Sessions.who(session) + " is idle in a transaction")
                .explanation((waiting > 0 ? waiting + " sessions wait for its locks. " : "It keeps its locks. ")
                        + (holds
                                ? "It holds the XID horizon, so dead rows cannot be removed."
                                : "It does not hold the XID horizon."))
                .evidence(Measure.of("session.idle", idle.toSeconds(), Unit.SECONDS)
                        .against(thresholds
                                .duration(old ? WARNING_AFTER : BLOCKING_AFTER)
                                .toSeconds()))
                .evidence(Measure.of("session.blocks", waiting, Unit.COUNT))
                .remedy("Commit or roll back in the application, or terminate the session;"
                        + " idle_in_transaction_session_timeout prevents the next one.")
                .action(Sessions.release(session), Sessions.identity(facts, session))
                .build());
    }
}
