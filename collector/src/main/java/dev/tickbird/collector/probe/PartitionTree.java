package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Table;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tables lie below which partitioned one. */
final class PartitionTree {
    private final Map<Long, List<Table>> children = new HashMap<>();

    PartitionTree(List<Table> tables) {
        for (Table table : tables) {
            Long parent = table.parentOid();
            if (parent != null) {
                children.computeIfAbsent(parent, oid -> new ArrayList<>()).add(table);
            }
        }
    }

    /**
     * All of them, each after its parent; null for what is not partitioned, where a foreign table is among them (no index spans them
     * all then), and for more than a document lists.
     */
    @Nullable
    List<PartitionMember> below(Table table) {
        if (table.kind() != TableKind.PARTITIONED_TABLE) {
            return null;
        }
        List<PartitionMember> members = new ArrayList<>();
        return add(table, members) ? members : null;
    }

    private boolean add(Table parent, List<PartitionMember> members) {
        if (parent.foreignPartitions()) {
            return false;
        }
        for (Table child : children.getOrDefault(parent.oid(), List.of())) {
            boolean partitioned = child.kind() == TableKind.PARTITIONED_TABLE;
            members.add(new PartitionMember(child.oid(), child.schema(), child.name(), parent.oid(), partitioned));
            if (members.size() > TableDocument.MOST_PARTITIONS || !add(child, members)) {
                return false;
            }
        }
        return true;
    }
}
