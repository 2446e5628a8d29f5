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
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A B-tree with far more pages than its entries need. */
@AutoService(Rule.class)
public final class IndexBloat implements Rule.OfTable {
    private static final int PAGE = 8192;

    private static final Refusal TOO_FEW_SEEN = new Refusal(
            "how often its keys repeat is not known well enough: it may be bloated or just as it should be",
            "CREATE EXTENSION pgstattuple, then compare avg_leaf_density of pgstatindex() with its fill factor");

    private static final RuleInfo INFO = RuleInfo.of(
            "bloat.index",
            "A B-tree index that a rebuild would make much smaller, by a model that knows deduplication.",
            "Fill factor, deduplication, NULLs and random keys near 70 % fill, which are not bloat; other access methods; and"
                    + " indexes that the model cannot judge, which are UNKNOWN with the reason.",
            Ladder.thresholds(35));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        ServerVersion version = facts.instance().version();
        if (Refusals.outOfScope(facts) || version == null) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (IndexDocument index : facts.table().indexes()) {
            if (index.method().equals("btree")
                    && index.valid()
                    && !index.partitioned()
                    && index.extension() == null
                    && index.sizeBytes() >= Ladder.smallest(thresholds)) {
                evaluate(facts, index, version, thresholds).ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> evaluate(
            TableCase facts, IndexDocument index, ServerVersion version, Thresholds thresholds) {
        List<Part> parts = BtreeModel.parts(facts.table(), index);
        if (parts.size() < index.keys().size() + index.include().size()) {
            return Optional.of(unknown(facts, index, new Refusal("an expression's statistics are missing", "ANALYZE")));
        }
        Optional<Refusal> refusal = Refusals.of(facts, parts);
        if (refusal.isPresent()) {
            return Optional.of(unknown(facts, index, refusal.get()));
        }
        if (index.tuples() < 0) {
            return Optional.of(unknown(facts, index, new Refusal("its entries were never counted", "VACUUM")));
        }
        double rows = Math.max(1, facts.rows());
        double pages = index.sizeBytes() / (double) PAGE;
        double entries = entries(facts, index);
        double most = BtreeModel.pages(facts.table(), index, entries, rows, version, true);
        double percent = Math.max(0, 100 * (1 - most / pages));
        double bytes = Math.max(0, (pages - most) * PAGE);
        Optional<Verdict> certain = Ladder.severity(percent, bytes, thresholds)
                .map(severity -> verdict(facts, index, severity, percent, bytes, thresholds));
        double fewest = BtreeModel.pages(facts.table(), index, entries, rows, version, false);
        boolean perhaps = Ladder.severity(100 * (1 - fewest / pages), (pages - fewest) * PAGE, thresholds)
                .isPresent();
        return certain.isPresent() || !perhaps ? certain : Optional.of(unknown(facts, index, TOO_FEW_SEEN));
    }

    /** The index's own count is right after a VACUUM; between them it grows with the table, unless it covers only a part of it. */
    private static double entries(TableCase facts, IndexDocument index) {
        double counted = facts.table().storage().tuples();
        return index.partial() || counted <= 0 ? index.tuples() : index.tuples() * facts.rows() / counted;
    }

    private static Verdict unknown(TableCase facts, IndexDocument index, Refusal refusal) {
        return new Verdict.Unknown(facts.subject(index), refusal.reason(), refusal.fix());
    }

    private static Verdict verdict(
            TableCase facts,
            IndexDocument index,
            Severity severity,
            double percent,
            double bytes,
            Thresholds thresholds) {
        boolean rough = index.partial();
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        Problems problem = Problems.about(facts.subject(index))
                .level(rough ? Severity.INFO : severity)
                .title(index.name() + " is about " + Math.round(percent) + " % bloat")
                .explanation("Built anew it would need far fewer pages. The empty ones take room in memory and on disk."
                        + (rough ? " It covers a part of the table, so this is the least that can be said." : "")
                        + cause.map(held ->
                                        " A rebuild keeps dead rows while " + held.holder() + " holds the XID horizon.")
                                .orElse(""))
                .evidence(Measure.of("bloat.percent", percent, Unit.PERCENT)
                        .against(thresholds.number(Ladder.WARNING_PERCENT)))
                .evidence(Measure.of("bloat.bytes", Math.round(bytes), Unit.BYTES))
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES))
                .gain(Measure.of("disk", Math.round(bytes), Unit.BYTES))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy("Rebuild it beside the old one (REINDEX INDEX CONCURRENTLY).");
        if (cause.isEmpty()) {
            problem.action(
                    new Action.ReindexIndex(
                            facts.table().schema(), index.name(), facts.table().name()),
                    facts.identity(index));
        }
        return problem.build();
    }
}
