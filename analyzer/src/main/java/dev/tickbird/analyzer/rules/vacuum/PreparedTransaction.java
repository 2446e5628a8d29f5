package dev.tickbird.analyzer.rules.vacuum;

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
import dev.tickbird.schemas.snapshot.PreparedTransactionFacts;
import java.time.Duration;
import java.util.List;

/** A prepared transaction that nobody ended: it outlives sessions and restarts. */
@AutoService(Rule.class)
public final class PreparedTransaction implements Rule.OfActivity {
    private static final String WARNING_AFTER = "warning-after";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.prepared-transaction",
            "A prepared transaction that was neither committed nor rolled back for long.",
            "Young ones: a transaction manager ends them within seconds.",
            Threshold.duration(WARNING_AFTER, Duration.ofHours(1), "age from which it is a warning"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds) {
        Duration longest = thresholds.duration(WARNING_AFTER);
        return facts.activity().preparedTransactions().stream()
                .filter(row -> Sessions.age(row.prepared(), facts.at()).compareTo(longest) >= 0)
                .map(row -> verdict(facts, row, longest))
                .toList();
    }

    private static Verdict verdict(ActivityCase facts, PreparedTransactionFacts row, Duration longest) {
        Duration age = Sessions.age(row.prepared(), facts.at());
        return Problems.about(new Subject.PreparedTransaction(row.database(), row.gid()))
                .level(Severity.WARNING)
                .since(row.prepared())
                .title("prepared transaction " + row.gid() + " was never ended")
                .explanation("Role " + row.owner() + " prepared it in database " + row.database()
                        + ". It keeps its locks and its transaction id, over restarts too: others wait for it, and vacuum"
                        + " removes nothing that is younger.")
                .evidence(Measure.of("prepared.age", age.toSeconds(), Unit.SECONDS)
                        .against(longest.toSeconds()))
                .evidence(Measure.of("prepared.xid-age", row.xidAge(), Unit.TRANSACTIONS))
                .remedy("Ask the transaction manager what became of it; then, in that database, COMMIT PREPARED or"
                        + " ROLLBACK PREPARED it. A rollback loses its work.")
                .build();
    }
}
