package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.VacuumOption;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A table that changed a good deal and that no vacuum has ever visited: no page of it is known to be all-visible. */
@AutoService(Rule.class)
public final class VacuumNever implements Rule.OfTable {
    private static final String MIN_CHANGED = "min-changed-rows";
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.never",
            "A table with many changes and no sign of any vacuum: no time of one, and no all-visible page.",
            "Static tables, tables that were emptied again, and those whose times of vacuum were lost in a reset: their"
                    + " all-visible pages remain.",
            Threshold.duration(
                    FOR, Duration.ofMinutes(30), "how long it must hold: autovacuum needs a while after a load"),
            Threshold.number(MIN_CHANGED, 10_000, Unit.ROWS, "rows changed from which it is reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        TableCounters counters = facts.table().counters();
        if (counters == null
                || facts.table().kind() == TableKind.PARTITIONED_TABLE
                || facts.table().extension() != null
                || facts.table().storage().allVisiblePages() > 0
                || counters.vacuumedAt() != null
                || counters.vacuums() + counters.autovacuums() > 0
                || counters.live() + counters.dead() == 0) {
            return List.of();
        }
        long changed = counters.inserted() + counters.updated() + counters.deleted();
        return changed < thresholds.number(MIN_CHANGED) ? List.of() : List.of(verdict(facts, changed, thresholds));
    }

    private static Verdict verdict(TableCase facts, long changed, Thresholds thresholds) {
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        return Problems.about(facts.subject())
                .level(Severity.WARNING, thresholds.duration(FOR))
                .title(facts.subject().label() + " was never vacuumed")
                .explanation("Without a vacuum no index-only scan is possible, dead rows stay, and the table's oldest"
                        + " transaction id only ages." + VacuumThresholds.whyOff(facts.instance(), facts.table()))
                .evidence(Measure.of("table.changed-rows", changed, Unit.ROWS).against(thresholds.number(MIN_CHANGED)))
                .evidence(Measure.of("table.all-visible-pages", 0, Unit.PAGES))
                .evidence(Measure.of(
                        "table.xid-age",
                        facts.instance().xidAge(facts.table().storage().frozenXid()),
                        Unit.TRANSACTIONS))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy("VACUUM and ANALYZE the table" + VacuumThresholds.switchOn(facts.instance(), facts.table())
                        + ".")
                .action(
                        new Vacuum(facts.table().schema(), facts.table().name(), List.of(VacuumOption.ANALYZE)),
                        facts.identity())
                .build();
    }
}
