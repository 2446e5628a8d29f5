package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Transaction ids that grow old because nothing freezes them. */
@AutoService(Rule.class)
public final class WraparoundXid implements Rule.OfFacts, Rule.OfTable {
    private static final Wraparound XID = new Wraparound(
            "transaction ids",
            "xid",
            Unit.TRANSACTIONS,
            "autovacuum_freeze_max_age",
            200_000_000,
            "vacuum_failsafe_age");

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.wraparound-xid",
            "Databases and tables whose oldest transaction id nears its end: databases with the days that are left, template"
                    + " databases too, and tables with their TOAST tables.",
            "Ages that autovacuum is still about to handle; databases and tables of a standby whose primary is"
                    + " watched.",
            XID.thresholds());

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        if (facts.judgedElsewhere()) {
            return List.of();
        }
        return WraparoundVerdicts.databases(
                XID,
                facts,
                thresholds,
                row -> facts.facts().xidAge(row.frozenXid()),
                rate(facts),
                (database, age) -> cause(facts.instance(), database, age));
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        InstanceView instance = facts.instance();
        ToastDocument toast = facts.table().toast();
        long age = Math.max(
                instance.xidAge(facts.table().storage().frozenXid()),
                toast == null ? 0 : instance.xidAge(toast.frozenXid()));
        return WraparoundVerdicts.table(XID, facts, thresholds, age, cause(instance, facts.database(), age));
    }

    /** What holds the horizon counts only where a vacuum would leave most of the age. */
    private static Optional<HorizonCause> cause(InstanceView instance, String database, long age) {
        return instance.horizonFor(database).filter(held -> held.age() != null && held.age() >= age / 2);
    }

    private static OptionalDouble rate(FactsCase facts) {
        FactsCase.Earlier before = facts.before();
        return before == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((facts.facts().currentXid() - before.facts().currentXid())
                        / (before.window().toMillis() / 1000.0));
    }
}
