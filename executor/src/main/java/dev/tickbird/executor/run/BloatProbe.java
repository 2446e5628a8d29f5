package dev.tickbird.executor.run;

import dev.tickbird.executor.action.BloatReading;
import dev.tickbird.executor.action.IndexFacts;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Asks pgstatindex how much a rebuild of one B-tree index would give back. It reads the whole index. */
final class BloatProbe {
    private static final double BLOCK = 8192;
    private static final double WHOLE = 100;

    private final Logins logins;

    BloatProbe(Logins logins) {
        this.logins = logins;
    }

    BloatReading measure(TargetSpec target, String database, IndexFacts index) throws SQLException {
        if (!index.definition().method().equals("btree")) {
            return new BloatReading.Unavailable("pgstatindex reads B-tree indexes only, this is "
                    + index.definition().method());
        }
        try (Connection connection = logins.measuring(target, database)) {
            Optional<String> schema = Catalog.of(connection).first("pgstattuple", row -> row.getString("schema"));
            return schema.isEmpty()
                    ? new BloatReading.Unavailable("the extension pgstattuple is not installed in the database "
                            + database + ": CREATE EXTENSION pgstattuple")
                    : ask(connection, schema.get(), index);
        }
    }

    private static BloatReading ask(Connection connection, String schema, IndexFacts index) throws SQLException {
        String sql = "SELECT s.leaf_pages, s.internal_pages, s.avg_leaf_density FROM "
                + Identifier.qualified(schema, "pgstatindex") + "(?::int8::oid::regclass) AS s";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, index.oid());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                double pages = Math.max(1, index.bytes() / BLOCK);
                double density = row.getDouble("avg_leaf_density");
                double needed = row.getLong("leaf_pages") * (Double.isNaN(density) ? 0 : density) / index.fillFactor()
                        + row.getLong("internal_pages")
                        + 1;
                return new BloatReading.Measured(Math.clamp(WHOLE * (1 - needed / pages), 0, WHOLE));
            }
        } catch (SQLException e) {
            PostgresFailure failure = PostgresFailure.of(e);
            if (failure == PostgresFailure.PERMISSION || failure == PostgresFailure.UNDEFINED) {
                return new BloatReading.Unavailable("the monitoring login may not use the extension pgstattuple: GRANT"
                        + " USAGE ON SCHEMA " + new Identifier(schema).sql() + " and pg_monitor to it");
            }
            throw e;
        }
    }
}
