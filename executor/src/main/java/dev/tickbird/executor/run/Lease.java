package dev.tickbird.executor.run;

import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fence that is held: renewed by a thread of its own, over a connection of its own, until it is closed or lost. */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final String OURS = " WHERE holder = ? AND epoch = ?";
    private static final String UPDATE = "/* tickbird:execution.fence */ UPDATE tickbird.fence SET ";
    private static final String RENEW =
            UPDATE + "expires_at = pg_catalog.clock_timestamp() + ? * interval '1 ms'" + OURS;
    private static final String REGISTER =
            UPDATE + "backend_pid = ?, backend_start = ?" + OURS + " AND expires_at > pg_catalog.clock_timestamp()";
    private static final String RELEASE =
            UPDATE + "holder = NULL, expires_at = NULL, backend_pid = NULL, backend_start = NULL" + OURS;

    private final Logins logins;
    private final TargetSpec target;
    private final String holder;
    private final long epoch;
    private final Duration duration;
    private final Pace pace;
    private final Pace.Bell closing;
    private Connection connection;
    private int pid;
    private volatile long renewedAt;
    private volatile boolean taken;
    private volatile boolean abandoned;

    Lease(
            Logins logins,
            Pace pace,
            TargetSpec target,
            Connection connection,
            String holder,
            long epoch,
            Duration duration)
            throws SQLException {
        this.logins = logins;
        this.target = target;
        this.connection = connection;
        this.holder = holder;
        this.epoch = epoch;
        this.duration = duration;
        this.pace = pace;
        this.closing = pace.bell();
        this.renewedAt = pace.nanos();
        this.pid = pid(connection);
        Pace.Task _ = pace.start("lease-" + target.instance(), this::renewUntilClosed);
    }

    String holder() {
        return holder;
    }

    long epoch() {
        return epoch;
    }

    /** The lease's own session, which is no other executor's. */
    synchronized int pid() {
        return pid;
    }

    /** Whether nobody else can hold it. */
    boolean held() {
        return !taken && pace.nanos() - renewedAt < duration.toNanos();
    }

    /** Names the session that is about to act; fails when the lease is not ours any more. */
    synchronized void register(int backend, Instant start) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setInt(1, backend);
            statement.setTimestamp(2, Timestamp.from(start));
            statement.setString(3, holder);
            statement.setLong(4, epoch);
            if (statement.executeUpdate() != 1) {
                taken = true;
                throw new SQLException("the fence was lost to another executor", "08006");
            }
        }
    }

    /** What acted under it may still run: it is not given back but left to expire, and the session named in it is waited for. */
    void abandon() {
        abandoned = true;
    }

    private void renewUntilClosed() {
        try {
            while (!closing.await(duration.dividedBy(RENEWALS_PER_LEASE)) && !taken) {
                renew();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void renew() {
        long asked = pace.nanos();
        try {
            if (connection.isClosed()) {
                connection = logins.fence(target);
                pid = pid(connection);
            }
            try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
                statement.setLong(1, duration.toMillis());
                statement.setString(2, holder);
                statement.setLong(3, epoch);
                taken = statement.executeUpdate() != 1;
            }
            renewedAt = asked;
        } catch (SQLException e) {
            LOG.debug("the fence of {} could not be renewed", target.instance(), e);
            quietly(connection);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public synchronized void close() {
        closing.ring();
        if (!abandoned && held()) {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, holder);
                statement.setLong(2, epoch);
                int _ = statement.executeUpdate();
            } catch (SQLException e) {
                LOG.debug("the fence of {} could not be given back and will expire", target.instance(), e);
            }
        }
        quietly(connection);
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection did not close cleanly", e);
        }
    }
}
