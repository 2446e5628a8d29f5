package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** From its document; empty for a table that is no partition. */
    public static Optional<Partition> of(TableDocument table, Function<IndexDocument, IndexUse> use) {
        Long above = table.parentOid();
        if (above == null) {
            return Optional.empty();
        }
        List<Attached> attached = table.indexes().stream()
                .flatMap(index -> Stream.ofNullable(index.parentOid())
                        .map(parent -> new Attached(parent, index.oid(), use.apply(index))))
                .toList();
        TableCounters counters = table.counters();
        double live = counters == null ? 0 : counters.live();
        return Optional.of(new Partition(
                table.oid(),
                above,
                table.kind() != TableKind.PARTITIONED_TABLE,
                Math.max(live, table.storage().tuples()),
                attached));
    }

    /**
     * An index of it.
     *
     * @param parentOid the partitioned index that it is attached to
     */
    public record Attached(long parentOid, long oid, IndexUse use) {}
}
