package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.rule.IndexDelta;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.schemas.snapshot.IndexCounters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The uses of one index definition on one table, summed over counter resets, renames and rebuilds.
 *
 * @param definitionHash what tells it from the table's other indexes
 * @param oid the index that has this definition now
 * @param parentOid the partitioned index that it is attached to; null when none, or when an older analyzer wrote it down
 * @param uses scans that we saw
 * @param added those of the last reading on this server; not kept
 * @param writes rows of the table written since then that needed an entry here: inserts, and updates that were not HOT
 * @param since the start of our observation
 * @param counted the server's counters at the last reading
 * @param delta what was read of it between the last two readings; null where they cannot be compared
 * @param seen when it was last there: a line outlives its index
 * @param dropped when and under which name we dropped it; null when we did not
 */
public record LedgerLine(
        String definitionHash,
        long oid,
        @Nullable Long parentOid,
        long uses,
        long added,
        long writes,
        Instant since,
        Counted counted,
        @Nullable IndexDelta delta,
        Instant seen,
        @Nullable Dropped dropped) {
    /** The counters of an index that are compared with the next reading. */
    public record Counted(long scans, long tuplesRead, long tuplesFetched, long blocksRead, long blocksHit) {
        static Counted of(IndexCounters counters) {
            return new Counted(
                    counters.scans(),
                    counters.tuplesRead(),
                    counters.tuplesFetched(),
                    counters.blocksRead(),
                    counters.blocksHit());
        }
    }

    /** Our own drop of the index. */
    public record Dropped(String name, Instant at) {}

    LedgerLine withMoreUses(long scans) {
        return scans == 0
                ? this
                : new LedgerLine(
                        definitionHash,
                        oid,
                        parentOid,
                        uses + scans,
                        added,
                        writes,
                        since,
                        counted,
                        delta,
                        seen,
                        dropped);
    }

    /** The same, dropped by us or not. */
    public LedgerLine withDropped(@Nullable Dropped by) {
        return new LedgerLine(definitionHash, oid, parentOid, uses, added, writes, since, counted, delta, seen, by);
    }

    /**
     * As a rule sees it.
     *
     * @param othersSince since when the other servers of the cluster are watched too
     */
    IndexUse use(long bytes, @Nullable Instant statsReset, Instant othersSince) {
        return new IndexUse(
                uses,
                writes,
                since.isBefore(othersSince) ? othersSince : since,
                counted.scans(),
                statsReset,
                bytes,
                delta,
                dropped == null ? null : dropped.name());
    }
}
