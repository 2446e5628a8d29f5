package dev.tickbird.analyzer.rules.bloat;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.bloat.Refusals.Refusal;
import dev.tickbird.analyzer.rules.bloat.TupleLayout.Part;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An index with far more pages than its entries need. */
@AutoService(Rule.class)
public final class IndexBloat implements Rule.OfTable {
    private static final String BTREE = "btree";

    private static final Refusal TOO_FEW_SEEN = new Refusal(
            "how often its keys repeat is not known well enough: it may be bloated or just as it should be",
            "CREATE EXTENSION pgstattuple, then compare avg_leaf_density of pgstatindex() with its fill factor");

    private static final RuleInfo INFO = RuleInfo.of(
            "bloat.index",
            "An index that a rebuild would make much smaller: by what its entries took when it was built last, else, for a B-tree,"
                    + " by a model that knows deduplication.",
            "Fill factor, deduplication, NULLs and random keys near 70 % fill, which are not bloat; GIN, GiST, SP-GiST and hash"
                    + " indexes whose build was not watched, and BRIN; and B-trees that the model cannot judge, which are UNKNOWN"
                    + " with the reason.",
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
            if (index.valid()
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
        Optional<Baseline> baseline = facts.baselines().index(facts.table(), index);
        if (baseline.isEmpty() && !index.method().equals(BTREE)) {
            return Optional.empty();
        }
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
        double entries = Baseline.entries(facts.table(), index, rows);
        return baseline.isPresent()
                ? told(
                        facts,
                        index,
                        Estimate.learnt(index.sizeBytes(), baseline.get(), entries, reserve(index.method())),
                        thresholds)
                : modelled(facts, index, entries, rows, version, thresholds);
    }

    private static Optional<Verdict> modelled(
            TableCase facts,
            IndexDocument index,
            double entries,
            double rows,
            ServerVersion version,
            Thresholds thresholds) {
        Estimate least = Estimate.modelled(
                index.sizeBytes(), BtreeModel.pages(facts.table(), index, entries, rows, version, true));
        Estimate most = Estimate.modelled(
                index.sizeBytes(), BtreeModel.pages(facts.table(), index, entries, rows, version, false));
        Optional<Verdict> certain = told(facts, index, least, thresholds);
        return certain.isPresent() || Ladder.severity(most, thresholds).isEmpty()
                ? certain
                : Optional.of(unknown(facts, index, TOO_FEW_SEEN));
    }

    /**
     * How much more than its entries' share another build may take. The buckets of a hash index are rounded up, by a quarter at most;
     * a build leaves the pages of GiST between half full and full, by how the values lie.
     */
    private static double reserve(String method) {
        return switch (method) {
            case "hash" -> 1.25;
            case "gist", "spgist" -> 2;
            default -> 1;
        };
    }

    private static Verdict unknown(TableCase facts, IndexDocument index, Refusal refusal) {
        return new Verdict.Unknown(facts.subject(index), refusal.reason(), refusal.fix());
    }

    private static Optional<Verdict> told(
            TableCase facts, IndexDocument index, Estimate estimate, Thresholds thresholds) {
        return Ladder.severity(estimate, thresholds)
                .map(severity -> verdict(facts, index, severity, estimate, thresholds));
    }

    private static Verdict verdict(
            TableCase facts, IndexDocument index, Severity severity, Estimate estimate, Thresholds thresholds) {
        boolean rough = index.partial() && !estimate.learnt();
        Optional<HorizonCause> cause = facts.instance().horizonFor(facts.database());
        long bytes = Math.round(estimate.bytes());
        Problems problem = Problems.about(facts.subject(index))
                .level(rough ? Severity.INFO : severity)
                .title(index.name() + " is " + estimate.share() + " bloat")
                .explanation(
                        "Built anew it would need far fewer pages. The empty ones take room in memory and on disk. "
                                + estimate.basis()
                                + (rough
                                        ? " It covers a part of the table, so this is the least that can be said."
                                        : "")
                                + cause.map(held -> " A rebuild keeps dead rows while " + held.holder()
                                                + " holds the XID horizon.")
                                        .orElse(""))
                .evidence(Measure.of("bloat.percent", estimate.percent(), Unit.PERCENT)
                        .against(thresholds.number(Ladder.WARNING_PERCENT)))
                .evidence(Measure.of("bloat.bytes", bytes, Unit.BYTES))
                .evidence(Measure.of("index.size", index.sizeBytes(), Unit.BYTES))
                .gain(Measure.of("disk", bytes, Unit.BYTES))
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy("Rebuild it beside the old one (REINDEX INDEX CONCURRENTLY).");
        // Before it rebuilds, the executor lets pgstatindex confirm, which reads B-trees alone.
        if (cause.isEmpty() && index.method().equals(BTREE)) {
            problem.action(
                    new ReindexIndex(
                            facts.table().schema(), index.name(), facts.table().name()),
                    facts.identity(index));
        }
        return problem.build();
    }
}
