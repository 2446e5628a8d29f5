package dev.tickbird.executor.run;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.execution.StatementRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one session that runs an action: direct, in autocommit, one statement at a time. */
final class ActionSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActionSession.class);
    private static final int NOTICES_DEAD_CLIENTS = 140_000;
    private static final Executor HERE = Runnable::run;

    private final Connection connection;
    private final Statement statement;
    private final InstantSource clock;
    private final int pid;
    private final Instant start;

    private ActionSession(Connection connection, Statement statement, InstantSource clock, int pid, Instant start) {
        this.connection = connection;
        this.statement = statement;
        this.clock = clock;
        this.pid = pid;
        this.start = start;
    }

    /** What became of a statement. */
    record Sent(
            StatementRun run,
            long rows,
            @org.jspecify.annotations.Nullable SQLException failure) {}

    /**
     * Prepares the session. One process does the work, however many the server would give: the application needs the others.
     *
     * @param statementTimeout zero for none: a watchdog stands in
     */
    static ActionSession open(Connection connection, Duration statementTimeout, InstantSource clock)
            throws SQLException {
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET vacuum_cost_delay = '2ms'");
            setting.execute("SET max_parallel_maintenance_workers = 0");
            setting.execute("SET max_parallel_workers_per_gather = 0");
            setting.execute("SET idle_in_transaction_session_timeout = '10s'");
            setting.execute("SET statement_timeout = " + statementTimeout.toMillis());
            if (Catalog.of(connection).version().number() >= NOTICES_DEAD_CLIENTS) {
                setting.execute("SET client_connection_check_interval = '2s'");
            }
            try (ResultSet row =
                    setting.executeQuery("SELECT a.pid, a.backend_start FROM pg_catalog.pg_stat_activity AS a"
                            + " WHERE a.pid = pg_catalog.pg_backend_pid()")) {
                row.next();
                Instant start = Immutable.required(Catalog.instant(row, "backend_start"), "backend_start");
                return new ActionSession(connection, connection.createStatement(), clock, row.getInt("pid"), start);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    int pid() {
        return pid;
    }

    Instant start() {
        return start;
    }

    /** Sends one statement and waits for its end. */
    Sent send(String sql) {
        Instant startedAt = clock.instant();
        long began = System.nanoTime();
        try {
            long rows = 0;
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows++;
                    }
                }
            }
            return new Sent(new StatementRun(sql, startedAt, millis(began), null), rows, null);
        } catch (SQLException e) {
            return new Sent(new StatementRun(sql, startedAt, millis(began), words(e)), 0, e);
        }
    }

    private static long millis(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    /** SQLState and primary message; never detail, hint or context, which hold row data. */
    static String words(SQLException e) {
        String message = e.getMessage();
        if (e instanceof PSQLException postgres) {
            ServerErrorMessage server = postgres.getServerErrorMessage();
            message = server == null ? message : server.getMessage();
        }
        return (e.getSQLState() == null ? "" : e.getSQLState() + " ") + message;
    }

    /** Asks the server to stop the statement. Harmless when none runs. */
    void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.debug("a cancel request did not get through", e);
        }
    }

    /** Gives the connection up without waiting for the server. */
    void abort() {
        try {
            connection.abort(HERE);
        } catch (SQLException e) {
            LOG.debug("a connection did not end cleanly", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection did not close cleanly", e);
        }
    }
}
