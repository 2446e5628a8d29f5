package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Index;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the columns of one database with their statistics. */
final class ColumnsReader {
    /** What the server calls a type that has gone; a table of it will be read again. */
    private static final String GONE = "???";

    private final Asking asking;

    ColumnsReader(Asking asking) {
        this.asking = asking;
    }

    /**
     * A column whose type has only a number yet.
     *
     * @param type 0 for a dropped column
     */
    private record Column(
            long relation,
            int number,
            String name,
            long type,
            int length,
            String alignment,
            String storage,
            boolean notNull,
            boolean dropped) {
        static Column of(ResultSet row) throws SQLException {
            return new Column(
                    row.getLong("relation_oid"),
                    row.getInt("number"),
                    row.getString("name"),
                    row.getLong("type_oid"),
                    row.getInt("length"),
                    row.getString("alignment"),
                    row.getString("storage"),
                    row.getBoolean("not_null"),
                    row.getBoolean("dropped"));
        }

        ColumnDocument document(String typeName, @Nullable ColumnStatistics statistics) {
            return new ColumnDocument(number, name, typeName, length, alignment, storage, notNull, dropped, statistics);
        }
    }

    /** The columns of each table or expression index, in no order. */
    Map<Long, List<ColumnDocument>> read(DatabaseAccess access, Map<Long, List<Index>> indexes) throws SQLException {
        Map<ColumnStatisticsReader.Key, ColumnStatistics> statistics =
                new ColumnStatisticsReader(asking, indexes).read(access);
        List<Column> all = asking.rows(Query.RELATIONS_COLUMNS, Column::of);
        Map<Long, String> types = types(all);
        Map<Long, List<ColumnDocument>> columns = new HashMap<>();
        for (Column column : all) {
            String type = column.dropped() ? "" : types.getOrDefault(column.type(), GONE);
            columns.computeIfAbsent(column.relation(), oid -> new ArrayList<>())
                    .add(column.document(
                            type, statistics.get(new ColumnStatisticsReader.Key(column.relation(), column.number()))));
        }
        return columns;
    }

    /** The same definitions with the statistics of now. */
    Definitions analyzed(DatabaseAccess access, Definitions before) throws SQLException {
        Map<ColumnStatisticsReader.Key, ColumnStatistics> statistics =
                new ColumnStatisticsReader(asking, before.indexes()).read(access);
        Map<Long, List<ColumnDocument>> columns = new HashMap<>(before.columns());
        columns.replaceAll((relation, list) -> analyzed(relation, list, statistics));
        return before.withColumns(columns);
    }

    /** The very list where nothing changed: then it is compared fast. */
    private static List<ColumnDocument> analyzed(
            long relation, List<ColumnDocument> before, Map<ColumnStatisticsReader.Key, ColumnStatistics> statistics) {
        List<ColumnDocument> now = before.stream()
                .map(column -> column.withStatistics(
                        statistics.get(new ColumnStatisticsReader.Key(relation, column.number()))))
                .toList();
        return now.equals(before) ? before : now;
    }

    private Map<Long, String> types(List<Column> columns) throws SQLException {
        Object[] oids = columns.stream()
                .filter(column -> !column.dropped())
                .map(Column::type)
                .distinct()
                .sorted()
                .toArray();
        Map<Long, String> types = new HashMap<>();
        asking.rows(
                Query.RELATIONS_TYPES,
                statement -> statement.setArray(1, asking.connection().createArrayOf("int8", oids)),
                row -> String.valueOf(types.put(row.getLong("type_oid"), Row.text(row, "name"))));
        return types;
    }
}
