package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** MultiXact ids, which rows get that several transactions lock, that grow old because nothing freezes them. */
@AutoService(Rule.class)
public final class WraparoundMxid implements Rule.OfFacts, Rule.OfTable {
    private static final Wraparound MXID = new Wraparound(
            "MultiXact ids",
            "mxid",
            "multixacts",
            "autovacuum_multixact_freeze_max_age",
            400_000_000,
            "vacuum_multixact_failsafe_age");

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.wraparound-mxid",
            "Databases and tables whose oldest MultiXact id nears its end: databases with the days that are left, template"
                    + " databases too, and tables with their TOAST tables.",
            "Ages that autovacuum is still about to handle; databases and tables of a standby whose primary is"
                    + " watched; and how full the members of MultiXacts are, which no view shows.",
            MXID.thresholds());

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        if (facts.judgedElsewhere()) {
            return List.of();
        }
        InstanceFacts now = facts.facts();
        return now.nextMultiXact() == null
                ? List.of(new Verdict.Unknown(new Subject.Instance(), "the next MultiXact id could not be read", null))
                : WraparoundVerdicts.databases(
                        MXID,
                        facts,
                        thresholds,
                        row -> now.multiXactAge(row.minMultiXact()),
                        rate(facts),
                        (database, age) -> Optional.empty());
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        InstanceFacts known = facts.instance().facts();
        if (known == null) {
            return List.of();
        }
        ToastDocument toast = facts.table().toast();
        long age = Math.max(
                known.multiXactAge(facts.table().storage().minMultiXact()),
                toast == null ? 0 : known.multiXactAge(toast.minMultiXact()));
        return WraparoundVerdicts.table(MXID, facts, thresholds, age, Optional.empty());
    }

    private static OptionalDouble rate(FactsCase facts) {
        FactsCase.Earlier before = facts.before();
        Long earlier = before == null ? null : before.facts().nextMultiXact();
        return before == null || earlier == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        facts.facts().multiXactAge(earlier) / (before.window().toMillis() / 1000.0));
    }
}
