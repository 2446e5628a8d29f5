package dev.tickbird.analyzer.rules.bloat;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.bloat.Refusals.Refusal;
import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.util.List;
import java.util.Optional;

/** A heap with far more pages than its rows need. */
@AutoService(Rule.class)
public final class TableBloat implements Rule.OfTable {
    private static final double WIDE_ROW = 1000;

    private static final RuleInfo INFO = RuleInfo.of(
            "bloat.table",
            "A table that a rewrite would make much smaller, by what its rows took when it was built last, else by a model of their"
                    + " layout.",
            "Fill factor, alignment, nulls and wide rows, which are not bloat (what dropped columns still occupy is, for a rewrite"
                    + " frees it); and tables that the model cannot"
                    + " judge, which are UNKNOWN with the reason.",
            Ladder.thresholds(30));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        if (Refusals.outOfScope(facts) || facts.bytes() < Ladder.smallest(thresholds)) {
            return List.of();
        }
        List<Part> parts = facts.table().columns().stream()
                .filter(column -> !column.dropped())
                .map(column -> new Part(column, false))
                .toList();
        Optional<Refusal> refusal = Refusals.of(facts, parts);
        if (refusal.isPresent()) {
            return List.of(new Verdict.Unknown(
                    facts.subject(), refusal.get().reason(), refusal.get().fix()));
        }
        double rows = Math.max(0, facts.rows());
        Estimate estimate = facts.baselines()
                .heap(facts.table())
                .map(baseline -> Estimate.learnt(facts.bytes(), baseline, rows, 1))
                .orElseGet(() -> Estimate.modelled(facts.bytes(), Math.max(1, HeapModel.pages(facts.table(), rows))));
        return Ladder.severity(estimate, thresholds)
                .map(severity -> verdict(facts, severity, estimate, thresholds))
                .map(List::of)
                .orElse(List.of());
    }

    private static Verdict verdict(TableCase facts, Severity severity, Estimate estimate, Thresholds thresholds) {
        boolean wide = !estimate.learnt() && HeapModel.tuple(facts.table()) > WIDE_ROW;
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        TableCounters counters = facts.table().counters();
        long dead = counters == null || facts.countersLag() ? 0 : counters.dead();
        Problems problem = Problems.about(facts.subject())
                .level(wide ? Severity.INFO : severity)
                .title(facts.subject().label() + " is " + estimate.share() + " bloat")
                .explanation(
                        "Its rows would fit in fewer pages. Sequential scans read the empty ones too, and they take room in"
                                + " memory and on disk. "
                                + estimate.basis()
                                + (wide ? " Its rows are wide, so the estimate is rough." : "")
                                + cause.map(held -> " Dead rows cannot be removed while " + held.holder()
                                                + " holds the XID horizon.")
                                        .orElse(""))
                .evidence(Measure.of("bloat.percent", estimate.percent(), Unit.PERCENT)
                        .against(thresholds.number(Ladder.WARNING_PERCENT)))
                .evidence(Measure.of("bloat.bytes", Math.round(estimate.bytes()), Unit.BYTES))
                .evidence(Measure.of("table.size", facts.bytes(), Unit.BYTES))
                .evidence(Measure.of("table.dead-rows", dead, Unit.ROWS))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy(
                        "VACUUM makes the room usable again for new rows; only a rewrite (pg_repack, or VACUUM FULL in a quiet"
                                + " window) gives it back to the disk.");
        if (cause.isEmpty() && dead > 0 && !wide) {
            problem.action(new Vacuum(facts.table().schema(), facts.table().name(), List.of()), facts.identity());
        }
        return problem.build();
    }
}
