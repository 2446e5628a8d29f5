package dev.tickbird.executor.run;

import dev.tickbird.postgres.SqlLookup;
import dev.tickbird.postgres.SqlResources;
import dev.tickbird.schemas.common.ServerVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the catalog statements of this module over one connection. */
record Catalog(Connection connection, ServerVersion version) {
    private static final SqlResources SQL = new SqlResources(Catalog.class);
    private static final int NUMBER_PER_MAJOR = 10_000;
    private static final int OWN_STATEMENT_SECONDS = 5;

    /** Reads one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Catalog of(Connection connection) throws SQLException {
        var metadata = connection.getMetaData();
        return new Catalog(
                connection,
                ServerVersion.of(
                        metadata.getDatabaseMajorVersion() * NUMBER_PER_MAJOR + metadata.getDatabaseMinorVersion()));
    }

    <T> List<T> all(String name, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(name))) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }
    }

    <T> Optional<T> first(String name, Reader<T> reader, Object... parameters) throws SQLException {
        return all(name, reader, parameters).stream().findFirst();
    }

    /** The one value of somebody's own statement; null where it has none. */
    @Nullable
    Instant instant(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(OWN_STATEMENT_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                OffsetDateTime time = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
                return time == null ? null : time.toInstant();
            }
        }
    }

    private String text(String name) throws SQLException {
        return switch (SQL.find("execution/" + name, version)) {
            case SqlLookup.Found found -> found.statement().text();
            case SqlLookup.Unsupported unsupported -> throw new SQLException(unsupported.reason(), "0A000");
        };
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
