package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.IndexPartition;
import dev.tickbird.schemas.snapshot.PartitionMember;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The parts that a new index of a partitioned table has on what lies below it, and names that nobody else would give. */
public final class PartitionedIndex {
    private static final int LONGEST_NAME = 63;

    private PartitionedIndex() {}

    private record Named(String schema, String name) {}

    /** Whether it is known on which tables the index would lie; on a table without partitions it lies on itself. */
    public static boolean buildable(TableDocument table) {
        List<PartitionMember> below = table.partitions();
        return table.kind() != TableKind.PARTITIONED_TABLE || (below != null && !below.isEmpty());
    }

    /** Null where the table is not partitioned. */
    public static @Nullable List<IndexPartition> parts(TableDocument table, String index) {
        List<PartitionMember> below = table.partitions();
        if (table.kind() != TableKind.PARTITIONED_TABLE || below == null) {
            return null;
        }
        Map<Long, Named> indexes = new HashMap<>(Map.of(table.oid(), new Named(table.schema(), index)));
        List<IndexPartition> parts = new ArrayList<>();
        for (PartitionMember member : below) {
            Named parent = Optional.ofNullable(indexes.get(member.parentOid())).orElseThrow();
            String name = name(member, index);
            indexes.put(member.oid(), new Named(member.schema(), name));
            parts.add(new IndexPartition(
                    member.schema(), member.name(), name, parent.schema(), parent.name(), member.partitioned()));
        }
        return parts;
    }

    private static String name(PartitionMember member, String index) {
        CRC32 sum = new CRC32();
        sum.update((index + "\n" + member.oid()).getBytes(StandardCharsets.UTF_8));
        return fit(member.name(), "_" + HexFormat.of().toHexDigits((int) sum.getValue()) + "_idx");
    }

    /** The name, cut so that PostgreSQL leaves it as it is. */
    public static String fit(String stem, String suffix) {
        String cut = stem;
        while ((cut + suffix).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }
}
