package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.rule.Partitions;
import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Which tables of a database are partitions of which, by what is remembered of them. */
final class PartitionTree {
    private final Map<Long, List<Child>> children = new HashMap<>();

    private record Child(long oid, TableHistory history) {}

    private PartitionTree() {}

    /** The prefix is that of all keys of the database. */
    static PartitionTree of(String prefix, Pending<TableHistory> tables) {
        PartitionTree tree = new PartitionTree();
        for (KeyValue<String, TableHistory> entry : tables.startingWith(prefix)) {
            Long parent = entry.value.parentOid();
            if (parent != null) {
                tree.children
                        .computeIfAbsent(parent, any -> new ArrayList<>())
                        .add(new Child(Long.parseLong(entry.key.substring(prefix.length())), entry.value));
            }
        }
        return tree;
    }

    /** Live rows of all partitions below. */
    double rows(long parent) {
        return leaves(parent).stream()
                .mapToDouble(leaf -> Math.max(0, leaf.rows()))
                .sum();
    }

    /** All partitions below that hold rows, without what changed; null where there are none. */
    @Nullable
    Partitions whole(long parent) {
        return Partitions.of(leaves(parent), null);
    }

    private List<Leaf> leaves(long parent) {
        List<Leaf> leaves = new ArrayList<>();
        for (Child child : children.getOrDefault(parent, List.of())) {
            TableCounters counters = child.history().counters();
            if (counters == null) {
                leaves.addAll(leaves(child.oid()));
            } else {
                leaves.add(new Leaf(child.history().heapPages(), child.history().rows(), counters));
            }
        }
        return leaves;
    }
}
