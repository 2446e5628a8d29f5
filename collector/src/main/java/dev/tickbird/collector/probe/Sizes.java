package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Index;
import dev.tickbird.collector.probe.Definitions.Table;
import dev.tickbird.schemas.snapshot.TableKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exact sizes of what is large enough to matter. The server stats a file for each, so a size is asked for again only when rows were written to the
 * table or its file changed.
 */
final class Sizes {
    /** Below this the estimate of the catalog is good enough, unless the database is small altogether. */
    private static final long LARGE_PAGES = 128;

    private static final long LARGE_ROWS = 10_000;
    private static final int SMALL_DATABASE = 1_000;
    private static final int MOST_PER_READING = 5_000;

    private final Map<Long, Measured> measured = new HashMap<>();

    /** What a size was measured at. */
    private record Measured(
            long filenode, long written, @Nullable Long bytes) {
        boolean of(long file, long rows) {
            return filenode == file && written == rows && bytes != null;
        }
    }

    @Nullable
    Long bytes(long oid) {
        Measured known = measured.get(oid);
        return known == null ? null : known.bytes();
    }

    /** Measures what is large and changed. */
    void read(Asking asking, Definitions definitions, Counters counters) throws SQLException {
        Map<Long, Measured> wanted = wanted(definitions, counters);
        measured.keySet().retainAll(wanted.keySet());
        List<Long> stale = new ArrayList<>();
        wanted.forEach((oid, now) -> {
            Measured before = measured.get(oid);
            if ((before == null || !before.of(now.filenode(), now.written())) && stale.size() < MOST_PER_READING) {
                measured.put(oid, now);
                stale.add(oid);
            }
        });
        new PerTable(asking).read(Query.RELATIONS_SIZES, stale, row -> {
            long oid = row.getLong("relation_oid");
            Measured now = Objects.requireNonNull(measured.get(oid));
            return String.valueOf(
                    measured.put(oid, new Measured(now.filenode(), now.written(), Row.longOrNull(row, "bytes"))));
        });
    }

    private static Map<Long, Measured> wanted(Definitions definitions, Counters counters) {
        int indexes =
                definitions.indexes().values().stream().mapToInt(List::size).sum();
        boolean small = definitions.tables().size() + indexes <= SMALL_DATABASE;
        Map<Long, Measured> wanted = new HashMap<>();
        for (Table table : definitions.tables()) {
            Counters.OfTable now = counters.tables().get(table.oid());
            if (now == null || now.locked() || table.kind() == TableKind.PARTITIONED_TABLE) {
                continue;
            }
            boolean large = small || now.live() >= LARGE_ROWS;
            if (large || now.pages() >= LARGE_PAGES) {
                wanted.put(table.oid(), new Measured(now.filenode(), now.written(), null));
            }
            for (Index index : definitions.indexes().getOrDefault(table.oid(), List.of())) {
                Counters.OfIndex of = counters.indexes().getOrDefault(index.oid(), Counters.OfIndex.NONE);
                if (!index.partitioned() && (large || of.pages() >= LARGE_PAGES)) {
                    wanted.put(index.oid(), new Measured(of.filenode(), now.written(), null));
                }
            }
        }
        return wanted;
    }
}
