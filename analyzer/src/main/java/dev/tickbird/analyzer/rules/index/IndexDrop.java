package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.IndexRebuild;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rules.index.IndexPairs.Pair;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Unit;

/** The drop of an index that another one makes superfluous. */
final class IndexDrop {
    /** What a remedy ends with that drops an index of a partitioned table. */
    static final String SPANS_PARTITIONS =
            " It spans partitions, so DROP INDEX holds an ACCESS EXCLUSIVE lock on all of them while it runs: set lock_timeout"
                    + " and take a quiet moment.";

    private IndexDrop() {}

    /**
     * The remedy and the action.
     *
     * @param keeps what the other index does, after its name
     */
    static Problems offer(Problems problem, TableCase facts, Pair pair, DropReason reason, String keeps) {
        String dropped = pair.dropped().name();
        String drop = "Drop " + dropped + "; " + pair.kept().name() + " " + keeps + ".";
        boolean partitioned = pair.dropped().partitioned();
        problem.action(
                new DropIndex(
                        facts.table().schema(),
                        dropped,
                        facts.table().name(),
                        reason,
                        pair.kept().name(),
                        IndexRebuild.of(facts.table(), pair.dropped()),
                        partitioned ? Boolean.TRUE : null),
                facts.identity(pair.dropped()));
        if (partitioned) {
            // its size and scans are its partitions': it has none of its own
            return problem.remedy(drop + SPANS_PARTITIONS);
        }
        return problem.remedy(drop)
                .evidence(Measure.of("index.size", pair.dropped().sizeBytes(), Unit.BYTES))
                .evidence(Measure.of("index.scans", pair.dropped().counters().scans(), Unit.COUNT))
                .evidence(Measure.of("twin.size", pair.kept().sizeBytes(), Unit.BYTES))
                .evidence(Measure.of("twin.scans", pair.kept().counters().scans(), Unit.COUNT))
                .gain(Measure.of("disk", pair.dropped().sizeBytes(), Unit.BYTES));
    }
}
