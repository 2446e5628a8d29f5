package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.IndexCounters;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes without DDL, by oid.
 *
 * @param building indexes and tables that an index is being built of
 */
record Counters(Map<Long, OfTable> tables, Map<Long, OfIndex> indexes, Set<Long> building) {

    /**
     * Of a table; its index scans are summed from its indexes later.
     *
     * @param counters null for a partitioned table
     */
    record OfTable(
            boolean locked,
            long filenode,
            long pages,
            double tuples,
            long allVisible,
            long frozenXid,
            long minMultiXact,
            @Nullable TableCounters counters,
            @Nullable ToastDocument toast) {
        long live() {
            return counters == null ? 0 : counters.live();
        }

        /** Rises with every row written. */
        long written() {
            return counters == null ? 0 : counters.inserted() + counters.updated() + counters.deleted();
        }
    }

    /** Of an index. */
    record OfIndex(long filenode, long pages, double tuples, IndexCounters counters) {
        /** For the index of a catalog, which our own reading would move. */
        static final OfIndex NONE = new OfIndex(0, 0, -1, new IndexCounters(0, 0, 0, 0, 0, null));
    }

    /** Of all tables. */
    static Counters read(Asking asking) throws SQLException {
        Map<Long, ToastDocument> toasts = new HashMap<>();
        asking.rows(Query.RELATIONS_TOAST_COUNTERS, row -> toasts.put(row.getLong("toast_oid"), toast(row)) == null);
        Map<Long, OfTable> tables = new HashMap<>();
        asking.rows(Query.RELATIONS_TABLE_COUNTERS, row -> tables.put(table(row), of(row, toasts)) == null);
        Map<Long, OfIndex> indexes = new HashMap<>();
        asking.rows(Query.RELATIONS_INDEX_COUNTERS, row -> indexes.put(index(row), of(row)) == null);
        return new Counters(tables, indexes, building(asking));
    }

    /**
     * Of some tables read again; the others as they are here. The definitions are those that these counters were read with.
     *
     * @param there all tables that there are
     * @param some those that are read
     */
    Counters readAgain(Asking asking, Definitions definitions, Set<Long> there, Set<Long> some) throws SQLException {
        Map<Long, OfTable> newTables = new HashMap<>(tables);
        newTables.keySet().retainAll(there);
        Map<Long, OfIndex> newIndexes = new HashMap<>(indexes);
        if (!some.isEmpty()) {
            Map<Long, ToastDocument> toasts = new HashMap<>();
            asking.rowsOf(
                    Query.RELATIONS_TOAST_COUNTERS,
                    toasts(some),
                    row -> toasts.put(row.getLong("toast_oid"), toast(row)) == null);
            newTables.keySet().removeAll(some);
            asking.rowsOf(
                    Query.RELATIONS_TABLE_COUNTERS, some, row -> newTables.put(table(row), of(row, toasts)) == null);
            Set<Long> ofSome = indexes(definitions, some);
            newIndexes.keySet().removeAll(ofSome);
            asking.rowsOf(Query.RELATIONS_INDEX_COUNTERS, ofSome, row -> newIndexes.put(index(row), of(row)) == null);
        }
        return new Counters(newTables, newIndexes, building(asking));
    }

    private Set<Long> toasts(Set<Long> some) {
        Set<Long> oids = new HashSet<>();
        for (long oid : some) {
            OfTable table = tables.get(oid);
            if (table != null && table.toast() != null) {
                oids.add(table.toast().oid());
            }
        }
        return oids;
    }

    private static Set<Long> indexes(Definitions definitions, Set<Long> some) {
        Set<Long> oids = new HashSet<>();
        for (long oid : some) {
            definitions.indexes().getOrDefault(oid, List.of()).forEach(index -> oids.add(index.oid()));
        }
        return oids;
    }

    private static Set<Long> building(Asking asking) throws SQLException {
        Set<Long> building = new HashSet<>();
        asking.rowsOrGap(
                Query.RELATIONS_BUILDING,
                row -> building.addAll(List.of(row.getLong("relation_oid"), row.getLong("index_oid"))),
                null);
        return building;
    }

    private static long table(ResultSet row) throws SQLException {
        return row.getLong("relation_oid");
    }

    private static long index(ResultSet row) throws SQLException {
        return row.getLong("index_oid");
    }

    private static ToastDocument toast(ResultSet row) throws SQLException {
        return new ToastDocument(
                row.getLong("toast_oid"),
                row.getLong("pages"),
                row.getDouble("tuples"),
                row.getLong("frozen_xid"),
                row.getLong("min_multixact"),
                row.getLong("live"),
                row.getLong("dead"));
    }

    private static OfTable of(ResultSet row, Map<Long, ToastDocument> toasts) throws SQLException {
        return new OfTable(
                row.getBoolean("locked"),
                row.getLong("file_node"),
                row.getLong("pages"),
                row.getDouble("tuples"),
                row.getLong("all_visible"),
                row.getLong("frozen_xid"),
                row.getLong("min_multixact"),
                row.getBoolean("counted") ? counters(row) : null,
                toasts.get(row.getLong("toast_oid")));
    }

    private static TableCounters counters(ResultSet row) throws SQLException {
        return new TableCounters(
                row.getLong("sequential_scans"),
                row.getLong("sequential_tuples"),
                0,
                0,
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("deleted"),
                row.getLong("hot_updated"),
                row.getLong("live"),
                row.getLong("dead"),
                row.getLong("modified"),
                row.getLong("inserted_since_vacuum"),
                row.getLong("vacuums"),
                row.getLong("autovacuums"),
                row.getLong("analyzes"),
                row.getLong("autoanalyzes"),
                Row.instant(row, "vacuumed_at"),
                Row.instant(row, "autovacuumed_at"),
                Row.instant(row, "analyzed_at"),
                Row.instant(row, "autoanalyzed_at"));
    }

    private static OfIndex of(ResultSet row) throws SQLException {
        long fetched = row.getLong("blocks_fetched");
        long hit = row.getLong("blocks_hit");
        return new OfIndex(
                row.getLong("file_node"),
                row.getLong("pages"),
                row.getDouble("tuples"),
                new IndexCounters(
                        row.getLong("scans"),
                        row.getLong("tuples_read"),
                        row.getLong("tuples_fetched"),
                        Math.max(0, fetched - hit),
                        hit,
                        Row.instant(row, "scanned_at")));
    }
}
