package dev.tickbird.collector.probe;

import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.snapshot.StatementFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** By what statements sort out rows, from pg_qualstats where it is installed. That it is missing is no gap: texts tell most of it. */
final class FiltersReader {
    private static final int EQUAL = 3;

    private FiltersReader() {}

    /** A statement as pg_qualstats knows it. */
    record Key(String queryId, long databaseOid) {}

    private record Extension(String schema, boolean trusted, boolean callable) {}

    private record Filtered(Key statement, StatementFilter filter) {}

    static Map<Key, List<StatementFilter>> read(Asking asking) throws SQLException {
        Optional<Extension> extension = asking.rowOrGap(
                Query.STATEMENTS_FILTERS_EXTENSION,
                row -> new Extension(Row.text(row, "schema"), row.getBoolean("trusted"), row.getBoolean("callable")),
                null);
        if (extension.isEmpty()) {
            return Map.of();
        }
        String schema = new Identifier(extension.get().schema()).sql();
        if (!extension.get().trusted()) {
            asking.gap(
                    Query.STATEMENTS_FILTERS,
                    "What is called pg_qualstats here does not belong to a superuser, or is not what it should be.",
                    null);
            return Map.of();
        }
        if (!extension.get().callable()) {
            asking.gap(
                    Query.STATEMENTS_FILTERS,
                    "Our login may not call pg_qualstats.",
                    "GRANT USAGE ON SCHEMA " + schema + " TO the monitoring role");
            return Map.of();
        }
        return filters(asking, schema);
    }

    private static Map<Key, List<StatementFilter>> filters(Asking asking, String schema) throws SQLException {
        try {
            return asking
                    .rows(
                            Query.STATEMENTS_FILTERS,
                            sql -> sql.replace("{schema}", schema),
                            statement -> {},
                            FiltersReader::filtered)
                    .stream()
                    .collect(Collectors.groupingBy(
                            Filtered::statement, Collectors.mapping(Filtered::filter, Collectors.toList())));
        } catch (SQLException e) {
            asking.refuse(Query.STATEMENTS_FILTERS, e, null);
            return Map.of();
        }
    }

    private static Filtered filtered(ResultSet row) throws SQLException {
        List<Integer> numbers = SqlArrays.integers(row, "numbers");
        List<Integer> strategies = SqlArrays.integers(row, "strategies");
        Set<StatementFilter.Column> columns = new LinkedHashSet<>();
        for (int i = 0; i < numbers.size(); i++) {
            Comparison comparison = strategies.get(i) == EQUAL ? Comparison.EQUAL : Comparison.RANGE;
            columns.add(new StatementFilter.Column(numbers.get(i), comparison));
        }
        return new Filtered(
                new Key(Row.text(row, "query_id"), row.getLong("database_oid")),
                new StatementFilter(
                        row.getLong("relation_oid"),
                        List.copyOf(columns),
                        row.getLong("examined"),
                        row.getLong("filtered")));
    }
}
