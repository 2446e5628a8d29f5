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
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Dead rows pile up well beyond the point at which autovacuum should have come. */
@AutoService(Rule.class)
public final class VacuumBehind implements Rule.OfTable {
    private static final String FACTOR = "threshold-factor";
    private static final String MIN_DEAD = "min-dead-rows";
    private static final String CRITICAL_DEAD = "critical-dead-rows";
    private static final String CRITICAL_PERCENT = "critical-percent";
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.behind",
            "A table with more dead rows than twice what should have brought autovacuum, and no fewer than before.",
            "Tables that are being vacuumed now; and where the counters are older than the last VACUUM, it answers UNKNOWN.",
            Threshold.number(FACTOR, 2, "times", "times the table's own vacuum threshold"),
            Threshold.number(MIN_DEAD, 10_000, Unit.ROWS, "fewer dead rows are left alone"),
            Threshold.number(CRITICAL_DEAD, 100_000, Unit.ROWS, "dead rows from which it is critical"),
            Threshold.number(CRITICAL_PERCENT, 20, Unit.PERCENT, "share of all rows from which it is critical"),
            Threshold.duration(FOR, Duration.ofMinutes(30), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        TableCounters counters = facts.table().counters();
        if (counters == null || facts.table().extension() != null) {
            return List.of();
        }
        double due = VacuumThresholds.dead(facts.instance(), facts.table()) * thresholds.number(FACTOR);
        boolean shrinking = facts.delta() != null && facts.delta().deadGrowth() < 0;
        boolean running = facts.instance()
                .running("vacuum", facts.database(), facts.table().oid());
        if (counters.dead() <= due || counters.dead() < thresholds.number(MIN_DEAD) || shrinking || running) {
            return List.of();
        }
        if (facts.countersLag()) {
            return List.of(new Verdict.Unknown(
                    facts.subject(),
                    "its counters are older than its last VACUUM: they count dead rows that it removed",
                    "VACUUM"));
        }
        return List.of(verdict(facts, counters, due, thresholds));
    }

    private static Verdict verdict(TableCase facts, TableCounters counters, double due, Thresholds thresholds) {
        double percent = 100.0 * counters.dead() / Math.max(1, counters.dead() + counters.live());
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        boolean enabled = VacuumThresholds.enabled(facts.instance(), facts.table());
        Problems problem = Problems.about(facts.subject())
                .level(Severity.WARNING, thresholds.duration(FOR))
                .title(facts.subject().label() + " waits for a vacuum")
                .explanation("Dead rows slow every scan down and make the table grow."
                        + VacuumThresholds.whyOff(facts.instance(), facts.table())
                        + cause.map(held ->
                                        " A vacuum would remove nothing: " + held.holder() + " holds the XID horizon.")
                                .orElse(""))
                .evidence(Measure.of("table.dead-rows", counters.dead(), Unit.ROWS)
                        .against(due))
                .evidence(Measure.of("table.dead-percent", percent, Unit.PERCENT))
                .gain(Measure.of("dead-rows", counters.dead(), Unit.ROWS))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy(
                        cause.isPresent()
                                ? "End what holds the horizon; autovacuum does the rest."
                                : "VACUUM the table"
                                        + (enabled
                                                ? ", and let autovacuum come sooner (autovacuum_vacuum_scale_factor)."
                                                : VacuumThresholds.switchOn(facts.instance(), facts.table()) + "."));
        if (counters.dead() >= thresholds.number(CRITICAL_DEAD) && percent >= thresholds.number(CRITICAL_PERCENT)) {
            problem.level(Severity.CRITICAL, thresholds.duration(FOR));
        }
        if (cause.isEmpty()) {
            problem.action(new Vacuum(facts.table().schema(), facts.table().name(), List.of()), facts.identity());
        }
        return problem.build();
    }
}
