package dev.tickbird.analyzer.rule;

import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The partitions of one database, by the table above them. */
public final class PartitionTrees {
    private final Map<Long, List<Partition>> below = new HashMap<>();

    public PartitionTrees(List<Partition> partitions) {
        for (Partition partition : partitions) {
            below.computeIfAbsent(partition.parentOid(), any -> new ArrayList<>())
                    .add(partition);
        }
    }

    /** Live rows of all partitions below a table. */
    public double rows(long table) {
        return leaves(table).stream()
                .mapToDouble(leaf -> Math.max(0, leaf.rows()))
                .sum();
    }

    /** All partitions below a table that hold rows, without what changed; null where there are none. */
    public @Nullable Partitions whole(long table) {
        return Partitions.of(leaves(table), null);
    }

    private List<Leaf> leaves(long table) {
        List<Leaf> leaves = new ArrayList<>();
        for (Partition partition : below(table)) {
            Leaf leaf = partition.leaf();
            if (leaf == null) {
                leaves.addAll(leaves(partition.oid()));
            } else {
                leaves.add(leaf);
            }
        }
        return leaves;
    }

    /** The uses of a partitioned table's indexes, by oid; none of an index where those of a partition are not known. */
    public Map<Long, IndexUse> uses(TableDocument table) {
        Map<Long, IndexUse> uses = new HashMap<>();
        for (IndexDocument index : table.indexes()) {
            List<IndexUse> leaves = new ArrayList<>();
            if (gather(table.oid(), index.oid(), leaves)) {
                IndexUse.together(leaves).ifPresent(use -> uses.put(index.oid(), use));
            }
        }
        return uses;
    }

    /** Whether the index is known in all partitions below the table. */
    private boolean gather(long table, long index, List<IndexUse> leaves) {
        for (Partition partition : below(table)) {
            Optional<Partition.Attached> part = partition.indexes().stream()
                    .filter(attached -> attached.parentOid() == index)
                    .findFirst();
            if (part.isEmpty()) {
                return false;
            }
            if (partition.leaf() != null) {
                leaves.add(part.get().use());
            } else if (!gather(partition.oid(), part.get().oid(), leaves)) {
                return false;
            }
        }
        return true;
    }

    private List<Partition> below(long table) {
        return below.getOrDefault(table, List.of());
    }
}
