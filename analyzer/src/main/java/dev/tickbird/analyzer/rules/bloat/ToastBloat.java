package dev.tickbird.analyzer.rules.bloat;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.util.List;
import java.util.Optional;

/**
 * A TOAST relation with far more pages than its chunks need. Pages and chunks are those of its last VACUUM, which counted both at once:
 * what came or went after it does not mislead, and the next one tells of it.
 */
@AutoService(Rule.class)
public final class ToastBloat implements Rule.OfTable {
    private static final long PAGE = 8192;
    /** So many chunks of full length fill a page: no chunks take more room. */
    private static final double CHUNKS_PER_PAGE = 4;

    private static final RuleInfo INFO = RuleInfo.of(
            "bloat.toast",
            "A table whose values outside its rows lie in far more pages than they need: by what they took when the table was"
                    + " rewritten last, else the least that their number proves.",
            "Values of any length, also where a VACUUM has not counted them yet, which says nothing; without a rewrite that was"
                    + " watched, bloat is reported too low, never too high.",
            Ladder.thresholds(30));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        ToastDocument toast = facts.table().toast();
        if (toast == null
                || Refusals.outOfScope(facts)
                || toast.tuples() < 0
                || toast.pages() * PAGE < Ladder.smallest(thresholds)) {
            return List.of();
        }
        long bytes = toast.pages() * PAGE;
        Estimate estimate = facts.baselines()
                .toast(facts.table())
                .map(baseline -> Estimate.learnt(bytes, baseline, toast.tuples(), 1))
                .orElseGet(() -> Estimate.bounded(bytes, Math.ceil(toast.tuples() / CHUNKS_PER_PAGE)));
        return Ladder.severity(estimate, thresholds)
                .map(severity -> verdict(facts, bytes, severity, estimate, thresholds))
                .map(List::of)
                .orElse(List.of());
    }

    private static Verdict verdict(
            TableCase facts, long bytes, Severity severity, Estimate estimate, Thresholds thresholds) {
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        return Problems.about(facts.subject())
                .level(severity)
                .title("The TOAST relation of " + facts.subject().label() + " is "
                        + (estimate.learnt() ? "about " : "at least ") + Math.round(estimate.percent()) + " % bloat")
                .explanation("Its long values would fit in far fewer pages. The empty ones take room on disk. "
                        + (estimate.learnt()
                                ? "What they need is what they took when the table was rewritten last."
                                : "What they need is counted as if every piece of them were of full length.")
                        + cause.map(held -> " Dead values cannot be removed while " + held.holder()
                                        + " holds the XID horizon.")
                                .orElse(""))
                .evidence(Measure.of("bloat.percent", estimate.percent(), Unit.PERCENT)
                        .against(thresholds.number(Ladder.WARNING_PERCENT)))
                .evidence(Measure.of("bloat.bytes", Math.round(estimate.bytes()), Unit.BYTES))
                .evidence(Measure.of("toast.size", bytes, Unit.BYTES))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy(
                        "New values take the room again; only a rewrite of the table (pg_repack, or VACUUM FULL in a quiet window)"
                                + " gives it back to the disk.")
                .build();
    }
}
