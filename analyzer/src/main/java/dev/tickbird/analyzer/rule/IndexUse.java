package dev.tickbird.analyzer.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usage ledger's line of one index; of a partitioned one, what its partitions' add up to.
 *
 * @param uses scans that we saw, summed over counter resets
 * @param writes rows written to the table in that time that needed an entry
 * @param since the start of our observation
 * @param counted scans in the server's counter now
 * @param statsReset since when the server counts; null means unknown
 * @param bytes its size
 * @param delta since the reading before; null without one of the same epoch
 * @param droppedAs the name under which we dropped it, when it is back; null when we did not
 */
public record IndexUse(
        long uses,
        long writes,
        Instant since,
        long counted,
        @Nullable Instant statsReset,
        long bytes,
        @Nullable IndexDelta delta,
        @Nullable String droppedAs) {
    /** The uses of all partitions of an index together, observed as long as the youngest; empty of none. */
    static Optional<IndexUse> together(List<IndexUse> all) {
        return all.stream().reduce(IndexUse::and);
    }

    private IndexUse and(IndexUse other) {
        return new IndexUse(
                uses + other.uses,
                writes + other.writes,
                since.isAfter(other.since) ? since : other.since,
                counted + other.counted,
                statsReset,
                bytes + other.bytes,
                null,
                null);
    }

    public Duration observed(Instant now) {
        return Duration.between(since, now);
    }

    /** Whether we saw no use; on the first days nor did the server's counter, which is older than our observation. */
    public boolean none(boolean observedLongEnough) {
        return uses == 0 && (observedLongEnough || counted == 0);
    }
}
