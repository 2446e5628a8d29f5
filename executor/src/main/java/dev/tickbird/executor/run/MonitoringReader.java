package dev.tickbird.executor.run;

import dev.tickbird.executor.action.MonitoringFacts;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Looks at the schema of monitoring views. */
final class MonitoringReader {
    private MonitoringReader() {}

    /** Empty when there is no such role. */
    static Optional<MonitoringFacts> read(Catalog catalog, String schema, String role) throws SQLException {
        Object names = catalog.connection()
                .createArrayOf("text", MonitoringView.names().toArray());
        return catalog.first("monitoring", row -> facts(row, schema), schema, names, MonitoringView.mark(), role);
    }

    private static MonitoringFacts facts(ResultSet row, String name) throws SQLException {
        return new MonitoringFacts(
                new MonitoringSchema(
                        name,
                        row.getString("owner"),
                        row.getString("comment"),
                        SqlArrays.texts(row, "views"),
                        SqlArrays.texts(row, "others"),
                        row.getString("statements_schema")),
                row.getBoolean("owned"),
                row.getBoolean("may_create"),
                row.getString("statements_version"),
                row.getBoolean("may_statements"));
    }
}
