package dev.tickbird.collector.probe;

import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Looks at the schema that the fleet file wants for monitoring views. So little that it is read each time. */
final class MonitoringSchemaReader {
    private MonitoringSchemaReader() {}

    static @Nullable MonitoringSchema read(Asking asking, String schema) throws SQLException {
        try {
            return asking.rows(
                            Query.RELATIONS_MONITORING,
                            statement -> {
                                statement.setString(1, schema);
                                statement.setArray(
                                        2,
                                        asking.connection()
                                                .createArrayOf(
                                                        "text",
                                                        MonitoringView.names().toArray()));
                                statement.setString(3, MonitoringView.mark());
                            },
                            row -> schema(row, schema))
                    .getFirst();
        } catch (SQLException e) {
            asking.refuse(Query.RELATIONS_MONITORING, e, null);
            return null;
        }
    }

    private static MonitoringSchema schema(ResultSet row, String name) throws SQLException {
        return new MonitoringSchema(
                name,
                row.getString("owner"),
                row.getString("comment"),
                SqlArrays.texts(row, "views"),
                SqlArrays.texts(row, "others"),
                row.getString("statements_schema"));
    }
}
