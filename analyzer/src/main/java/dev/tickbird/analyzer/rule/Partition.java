package dev.tickbird.analyzer.rule;

import java.util.List;

/**
 * A table as a part of the partitioned table above it.
 *
 * @param leaf false for one that is partitioned itself: it holds no rows, and nothing uses its indexes
 * @param rows its live rows
 * @param indexes those that belong to an index of the table above
 */
public record Partition(long oid, long parentOid, boolean leaf, double rows, List<Attached> indexes) {
    public Partition {
        indexes = List.copyOf(indexes);
    }

    /**
     * An index of it.
     *
     * @param parentOid the partitioned index that it is attached to
     */
    public record Attached(long parentOid, long oid, IndexUse use) {}
}
