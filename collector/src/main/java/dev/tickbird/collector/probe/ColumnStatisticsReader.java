package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Index;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Statistics of columns by the best way that is open: pg_statistic, else our function, else the view. A function that somebody else may have
 * planted is never called: it would run with our rights.
 */
final class ColumnStatisticsReader {
    private static final String FIX = "Create tickbird.column_stats() as printed by: tickbird setup-sql";

    private final Asking asking;
    private final Set<Key> leading = new HashSet<>();

    /** A column of a table, or of an index for an expression. */
    record Key(long relation, int number) {}

    /**
     * A reader.
     *
     * @param indexes only the only key of a B-tree that deduplicates needs the frequencies of common values
     */
    ColumnStatisticsReader(Asking asking, Map<Long, List<Index>> indexes) {
        this.asking = asking;
        indexes.forEach((table, list) -> list.stream()
                .filter(index -> !index.definition().unique()
                        && index.definition().attributes().size() == 1
                        && index.deduplicates())
                .forEach(index -> {
                    int column = index.definition().attributes().getFirst();
                    leading.add(column == 0 ? new Key(index.oid(), 1) : new Key(table, column));
                }));
    }

    Map<Key, ColumnStatistics> read(DatabaseAccess access) throws SQLException {
        Map<Key, ColumnStatistics> statistics = new HashMap<>();
        asking.rowsOrGap(
                way(access), row -> statistics.merge(key(row), statistics(row), ColumnStatisticsReader::own), FIX);
        return statistics;
    }

    private Query way(DatabaseAccess access) {
        if (access.statsCatalog()) {
            return Query.RELATIONS_COLUMN_STATS_CATALOG;
        }
        if (access.functionUsable()) {
            return Query.RELATIONS_COLUMN_STATS;
        }
        if (access.functionSuspect()) {
            asking.gap(
                    Query.RELATIONS_COLUMN_STATS,
                    "tickbird.column_stats() was not called: schema and function must belong to tickbird_owner and the function"
                            + " must fix its search_path, but they belong to " + access.schemaOwner() + " and "
                            + access.functionOwner() + ".",
                    FIX);
        } else if (!access.readsAllData()) {
            asking.gap(
                    Query.RELATIONS_COLUMN_STATS,
                    "Our login sees the statistics only of columns that it may read: bloat cannot be estimated for other tables.",
                    FIX);
        }
        return Query.RELATIONS_COLUMN_STATS_VIEW;
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getLong("relation_oid"), row.getInt("number"));
    }

    private ColumnStatistics statistics(ResultSet row) throws SQLException {
        return new ColumnStatistics(
                row.getBoolean("inherited"),
                Row.real(row.getFloat("null_fraction")),
                row.getInt("average_width"),
                Row.real(row.getFloat("distinct_values")),
                leading.contains(key(row))
                        ? SqlArrays.decimals(row, "frequencies").stream()
                                .map(share -> Row.real(share.floatValue()))
                                .toList()
                        : List.of());
    }

    /** Of two rows for one column the one that speaks of the table alone. */
    private static ColumnStatistics own(ColumnStatistics one, ColumnStatistics other) {
        return one.inherited() ? other : one;
    }
}
