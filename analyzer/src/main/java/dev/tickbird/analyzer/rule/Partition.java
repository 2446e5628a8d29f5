package dev.tickbird.analyzer.rule;

import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as a part of the partitioned table above it.
 *
 * @param leaf what it holds; null for one that is partitioned itself: nothing uses its indexes
 * @param indexes those that belong to an index of the table above
 */
public record Partition(long oid, long parentOid, @Nullable Leaf leaf, List<Attached> indexes) {
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
        Leaf leaf = counters == null
                ? null
                : new Leaf(
                        table.storage().pages(),
                        Math.max((double) counters.live(), table.storage().tuples()),
                        counters);
        return Optional.of(new Partition(table.oid(), above, leaf, attached));
    }

    /**
     * An index of it.
     *
     * @param parentOid the partitioned index that it is attached to
     */
    public record Attached(long parentOid, long oid, IndexUse use) {}
}
