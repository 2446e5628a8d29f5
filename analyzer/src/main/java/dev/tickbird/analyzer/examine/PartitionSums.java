package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.delta.TableDeltas;
import dev.tickbird.analyzer.rule.Partitions;
import dev.tickbird.analyzer.rule.Partitions.Leaf;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The partitions of a table taken together, as one or two looks saw them. */
final class PartitionSums {
    private PartitionSums() {}

    /** Null where there are none. */
    static @Nullable Partitions whole(@Nullable RelationsSnapshot before, RelationsSnapshot now, long parent) {
        Partitions whole = Partitions.of(leaves(parent, now.tables()), null);
        Partitions earlier = before == null ? null : Partitions.of(leaves(parent, before.tables()), null);
        if (whole == null || before == null || earlier == null || !Examination.sameEpoch(before, now)) {
            return whole;
        }
        return whole.since(TableDeltas.between(earlier.counters(), whole.counters(), Examination.window(before, now))
                .orElse(null));
    }

    /** Live rows of all partitions below. */
    static double rows(long parent, Collection<TableDocument> tables) {
        return leaves(parent, tables).stream()
                .mapToDouble(leaf -> Math.max(0, leaf.rows()))
                .sum();
    }

    private static List<Leaf> leaves(long parent, Collection<TableDocument> tables) {
        List<Leaf> leaves = new ArrayList<>();
        for (TableDocument table : tables) {
            if (table.parentOid() != null && table.parentOid() == parent) {
                TableCounters counters = table.counters();
                if (counters == null) {
                    leaves.addAll(leaves(table.oid(), tables));
                } else {
                    double rows =
                            Math.max((double) counters.live(), table.storage().tuples());
                    leaves.add(new Leaf(table.storage().pages(), rows, counters));
                }
            }
        }
        return leaves;
    }
}
