package dev.tickbird.collector.probe;

import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.postgres.SqlLookup;
import dev.tickbird.postgres.SqlStatement;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.Gap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends statements over one connection, sums what they cost, and remembers what could not be had. Not safe for use by many threads.
 */
final class Asking {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Connection connection;
    private final ServerVersion version;
    private final @Nullable String database;
    private final List<Gap> gaps;
    private final Cost cost;

    /** What our statements took. */
    private static final class Cost {
        private long nanos;
    }

    /**
     * Begins to ask.
     *
     * @param database named in gaps; null for facts of the whole server
     */
    Asking(Connection connection, ServerVersion version, @Nullable String database) {
        this.connection = connection;
        this.version = version;
        this.database = database;
        this.gaps = new ArrayList<>();
        this.cost = new Cost();
    }

    private Asking(Asking whole, ServerVersion version) {
        this.connection = whole.connection;
        this.version = version;
        this.database = whole.database;
        this.gaps = whole.gaps;
        this.cost = whole.cost;
    }

    /** The same with the statements of another version: an extension may be older than the server. */
    Asking as(ServerVersion other) {
        return new Asking(this, other);
    }

    boolean supports(Query query) {
        return query.find(version) instanceof SqlLookup.Found;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Fills in the parameters. */
    @FunctionalInterface
    interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    ServerVersion version() {
        return version;
    }

    Connection connection() {
        return connection;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    double costMillis() {
        return Math.round(cost.nanos / NANOS_PER_MILLI * 1000) / 1000.0;
    }

    void gap(Query query, String reason, @Nullable String fix) {
        gaps.add(new Gap(query.label(), database, reason, fix));
    }

    void gap(Gap gap) {
        gaps.add(gap);
    }

    /** All rows; what the server refuses is the caller's to handle. */
    <T> List<T> rows(Query query, Mapper<T> mapper) throws SQLException {
        return rows(query, sql -> sql, statement -> {}, mapper);
    }

    <T> List<T> rows(Query query, Parameters parameters, Mapper<T> mapper) throws SQLException {
        return rows(query, sql -> sql, parameters, mapper);
    }

    /** The rows of some relations, by a statement whose last condition speaks of {@code c.oid}. */
    <T> List<T> rowsOf(Query query, Collection<Long> oids, Mapper<T> mapper) throws SQLException {
        Object[] values = oids.toArray();
        return rows(
                query,
                sql -> sql + "\n  AND c.oid = ANY (?::oid[])",
                statement -> statement.setArray(1, connection.createArrayOf("int8", values)),
                mapper);
    }

    <T> List<T> rows(
            Query query, java.util.function.UnaryOperator<String> edit, Parameters parameters, Mapper<T> mapper)
            throws SQLException {
        String sql = switch (query.find(version)) {
            case SqlLookup.Found(SqlStatement found) -> edit.apply(found.text());
            case SqlLookup.Unsupported unsupported -> throw new SQLException(unsupported.reason(), "0A000");
        };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet row = executed(statement)) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(mapper.map(row));
                }
                return rows;
            }
        }
    }

    /** Without a fetch size all rows have come when it returns: what follows costs us and not the server. */
    private ResultSet executed(PreparedStatement statement) throws SQLException {
        long start = System.nanoTime();
        try {
            return statement.executeQuery();
        } finally {
            cost.nanos += System.nanoTime() - start;
        }
    }

    /** All rows, or none and a gap when the server refuses this statement; a lost server is still a failure. */
    <T> List<T> rowsOrGap(Query query, Mapper<T> mapper, @Nullable String fix) throws SQLException {
        try {
            return rows(query, mapper);
        } catch (SQLException e) {
            refuse(query, e, fix);
            return List.of();
        }
    }

    /** The only row; empty when there is none, or when the server refuses, which is then a gap. */
    <T> Optional<T> rowOrGap(Query query, Mapper<T> mapper, @Nullable String fix) throws SQLException {
        return rowsOrGap(query, mapper, fix).stream().findFirst();
    }

    /** What the version does not have is no gap. */
    <T> Optional<T> rowIfSupported(Query query, Mapper<T> mapper) throws SQLException {
        return supports(query) ? rowOrGap(query, mapper, null) : Optional.empty();
    }

    /** Turns a refused statement into a gap; throws what means that the server is gone. */
    void refuse(Query query, SQLException failure, @Nullable String fix) throws SQLException {
        PostgresFailure kind = PostgresFailure.of(failure);
        if (kind.meansUnreachable()) {
            throw failure;
        }
        gap(query, kind.sentence(), fix == null ? kind.fix().orElse(null) : fix);
    }
}
