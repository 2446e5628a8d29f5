package dev.tickbird.collector.probe;

import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The statements with the most time, from pg_stat_statements in whichever version and schema it is installed. */
public final class StatementsProbe {
    /** The query id of the row that sums all others. */
    public static final String OTHER = "other";

    private static final String LOAD =
            "CREATE EXTENSION pg_stat_statements; before it, where shared_preload_libraries lacks pg_stat_statements, add it there and restart the server";

    private final Redaction redaction;
    private final int most;

    /**
     * A probe for the statements of a whole server.
     *
     * @param most how many statements are listed
     */
    public StatementsProbe(Redaction redaction, int most) {
        this.redaction = redaction;
        this.most = most;
    }

    private record Extension(
            String version, String schema, @Nullable Boolean preloaded) {}

    private record Totals(
            @Nullable Long evictions, @Nullable Instant statsReset) {}

    /** Reads them once; empty content when the extension is missing or not readable, which is then a gap. */
    public Reading<Optional<StatementsContent>> read(Connection connection) throws SQLException {
        Asking asking = new Asking(connection, ServerIdentity.version(connection), null);
        ServerIdentity identity = ServerIdentity.read(asking);
        Optional<Extension> extension = asking.rowOrGap(
                Query.STATEMENTS_EXTENSION,
                row -> new Extension(
                        row.getString("version"), row.getString("schema"), Row.booleanOrNull(row, "preloaded")),
                null);
        if (extension.isEmpty()) {
            asking.gap(
                    Query.STATEMENTS_TOP,
                    "pg_stat_statements is not installed in the database " + connection.getCatalog() + ".",
                    LOAD);
            return Reading.of(asking, identity, Optional.empty());
        }
        return Reading.of(asking, identity, read(asking, identity, extension.get()));
    }

    private Optional<StatementsContent> read(Asking asking, ServerIdentity identity, Extension extension)
            throws SQLException {
        Optional<ServerVersion> columns = columns(extension.version());
        if (columns.isEmpty()) {
            asking.gap(
                    Query.STATEMENTS_TOP,
                    "pg_stat_statements is installed in version " + extension.version() + ", which lacks columns.",
                    "ALTER EXTENSION pg_stat_statements UPDATE");
            return Optional.empty();
        }
        Asking versioned = asking.as(columns.get());
        UnaryOperator<String> placed = sql -> sql.replace("{schema}", new Identifier(extension.schema()).sql());
        try {
            Totals totals = totals(versioned, placed);
            Map<FiltersReader.Key, List<StatementFilter>> filters = FiltersReader.read(asking);
            List<StatementCounters> rows = versioned.rows(
                    Query.STATEMENTS_TOP,
                    placed,
                    statement -> {
                        statement.setInt(1, most);
                        statement.setInt(2, most);
                    },
                    row -> counters(row, filters));
            if (!identity.monitors()) {
                asking.gap(
                        Query.STATEMENTS_TOP,
                        "Our login does not see the statements of other roles.",
                        "GRANT pg_monitor TO the monitoring role");
            }
            return Optional.of(content(extension, totals, rows));
        } catch (SQLException e) {
            asking.refuse(Query.STATEMENTS_TOP, e, fix(e, extension));
            return Optional.empty();
        }
    }

    private static @Nullable String fix(SQLException failure, Extension extension) {
        PostgresFailure kind = PostgresFailure.of(failure);
        if (kind == PostgresFailure.PERMISSION) {
            return "GRANT USAGE ON SCHEMA " + new Identifier(extension.schema()).sql() + " TO the monitoring role";
        }
        return kind == PostgresFailure.NOT_PRELOADED ? LOAD : null;
    }

    private static Totals totals(Asking asking, UnaryOperator<String> placed) throws SQLException {
        if (!asking.supports(Query.STATEMENTS_INFO)) {
            return new Totals(null, null);
        }
        return asking.rows(
                        Query.STATEMENTS_INFO,
                        placed,
                        statement -> {},
                        row -> new Totals(row.getLong("evictions"), Row.instant(row, "stats_reset")))
                .getFirst();
    }

    private static StatementsContent content(Extension extension, Totals totals, List<StatementCounters> rows) {
        List<StatementCounters> statements = new ArrayList<>();
        StatementCounters other = null;
        for (StatementCounters row : rows) {
            if (row.queryId().equals(OTHER)) {
                other = row;
            } else {
                statements.add(row);
            }
        }
        return new StatementsContent(extension.version(), totals.statsReset(), totals.evictions(), statements, other);
    }

    private StatementCounters counters(ResultSet row, Map<FiltersReader.Key, List<StatementFilter>> filters)
            throws SQLException {
        String queryId = row.getString("query_id");
        String text = row.getString("query");
        return new StatementCounters(
                queryId == null ? OTHER : queryId,
                row.getLong("login_oid"),
                row.getString("login"),
                row.getLong("database_oid"),
                row.getString("database"),
                row.getBoolean("top_level"),
                Redaction.utility(text),
                text == null ? null : redaction.text(text),
                row.getLong("calls"),
                row.getDouble("plan_time"),
                row.getDouble("execution_time"),
                row.getLong("rows"),
                row.getLong("blocks_hit"),
                row.getLong("blocks_read"),
                row.getLong("blocks_written"),
                row.getLong("temp_read"),
                row.getLong("temp_written"),
                row.getDouble("read_time"),
                row.getDouble("write_time"),
                row.getLong("wal_bytes"),
                Row.instant(row, "stats_since"),
                queryId == null
                        ? List.of()
                        : filters.getOrDefault(new FiltersReader.Key(queryId, row.getLong("database_oid")), List.of()));
    }

    /** The server version whose columns the extension's version has: an extension that was not updated keeps its old ones. */
    private static Optional<ServerVersion> columns(String extensionVersion) {
        String[] numbers = extensionVersion.split("\\.", -1);
        if (numbers.length < 2 || !numbers[0].equals("1") || !numbers[1].matches("\\d{1,4}")) {
            return Optional.empty();
        }
        int minor = Integer.parseInt(numbers[1]);
        if (minor < 8) {
            return Optional.empty();
        }
        int major = minor == 8 ? 13 : minor <= 10 ? 14 : 17;
        return Optional.of(ServerVersion.major(major));
    }
}
