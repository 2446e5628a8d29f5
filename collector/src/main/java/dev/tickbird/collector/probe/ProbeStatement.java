package dev.tickbird.collector.probe;

import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAccess.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement of our own that reaches into a table as others do. Names go through the quoting type, operators are those of
 * {@code pg_catalog}, values are parameters: nothing of anybody's text is in it.
 *
 * @param parameters how many it has
 */
record ProbeStatement(String sql, int parameters) {
    private static final String ALIAS = "probed";

    /** It wants {@code ctid}, which no index gives: so do the statements that it stands for want other columns. */
    static ProbeStatement of(String schema, String table, PlanAccess access) {
        List<String> conditions = new ArrayList<>();
        int parameters = 0;
        for (Condition condition : access.conditions()) {
            String column = ALIAS + "." + new Identifier(condition.column()).sql();
            switch (condition.comparison()) {
                case EQUAL -> conditions.add(column + " OPERATOR(pg_catalog.=) $" + ++parameters);
                case RANGE -> {
                    conditions.add(column + " OPERATOR(pg_catalog.>=) $" + ++parameters);
                    conditions.add(column + " OPERATOR(pg_catalog.<=) $" + ++parameters);
                }
            }
        }
        StringBuilder sql = new StringBuilder("SELECT " + ALIAS + ".ctid FROM ")
                .append(Identifier.qualified(schema, table))
                .append(" AS " + ALIAS);
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        if (!access.order().isEmpty()) {
            sql.append(" ORDER BY ").append(keys(access.order()));
        }
        if (access.limit() != null) {
            sql.append(" LIMIT ").append(access.limit());
        }
        return new ProbeStatement(sql.toString(), parameters);
    }

    /** The index that is thought of, as HypoPG wants it. */
    static String index(String schema, String table, List<IndexColumn> columns) {
        return "CREATE INDEX ON " + Identifier.qualified(schema, table) + " USING btree (" + keys(columns) + ")";
    }

    /** {@code (NULL, NULL)}: a generic plan does not look at them. */
    String arguments() {
        return parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "NULL")) + ")";
    }

    private static String keys(List<IndexColumn> columns) {
        return columns.stream().map(IndexColumn::sql).collect(Collectors.joining(", "));
    }
}
