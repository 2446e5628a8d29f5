package dev.tickbird.executor.run;

import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The right to act on one server: a lease row in its maintenance database. A row and not a lock: a lock in an open transaction would
 * hold the horizon, and advisory locks are open to any login.
 */
final class Fence {
    private static final String LOOK = """
            /* tickbird:execution.fence */
            SELECT f.holder, f.epoch, f.policy_revision, f.target_revision, coalesce(f.expires_at > pg_catalog.clock_timestamp(), false) AS alive, f.backend_pid,
              EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a
                WHERE a.pid = f.backend_pid AND a.backend_start = f.backend_start) AS running
            FROM tickbird.fence AS f""";
    private static final String TAKE = """
            /* tickbird:execution.fence */
            UPDATE tickbird.fence
            SET holder = ?, epoch = epoch + 1, backend_pid = NULL, backend_start = NULL,
              policy_revision = ?, target_revision = ?,
              expires_at = pg_catalog.clock_timestamp() + ? * interval '1 ms'
            WHERE epoch = ? AND (holder IS NULL OR expires_at IS NULL OR expires_at < pg_catalog.clock_timestamp())
            RETURNING epoch""";

    private final Logins logins;
    private final Pace pace;
    private final String holder;
    private final Duration duration;

    Fence(Logins logins, Pace pace, String holder, Duration duration) {
        this.logins = logins;
        this.pace = pace;
        this.holder = holder;
        this.duration = duration;
    }

    /** What came of asking for it. */
    sealed interface Answer {
        record Taken(Lease lease) implements Answer {}

        record Held(String reason) implements Answer {}
    }

    /** What the row says. */
    private record Row(
            @Nullable String holder,
            long epoch,
            boolean alive,
            int backend,
            boolean running,
            long policyRevision,
            long targetRevision) {}

    /**
     * Asks for it.
     *
     * @param policyRevision of the fleet's policy that is followed now. The row remembers it, and the target's: topics can be rolled back
     *     by whoever may write to them, up to what was signed once
     */
    Answer take(TargetSpec target, long policyRevision) throws SQLException {
        Row row;
        try (Connection monitor = logins.monitor(target, target.maintenanceDatabase())) {
            row = look(monitor);
        } catch (SQLException e) {
            return missing(target, e);
        }
        if (row.running()) {
            return new Answer.Held("the session " + row.backend() + " of an earlier run still works there");
        }
        if (row.holder() != null && row.alive()) {
            return new Answer.Held("the executor " + row.holder() + " acts there");
        }
        if (row.policyRevision() > policyRevision || row.targetRevision() > target.revision()) {
            long seen = Math.max(row.policyRevision(), row.targetRevision());
            return new Answer.Held("the fleet is older than what was followed there before (policy " + policyRevision
                    + " after " + row.policyRevision() + ", target " + target.revision() + " after "
                    + row.targetRevision() + "): was the topic rolled back? Apply the fleet file with --revision "
                    + (seen + 1));
        }
        Connection own = logins.fence(target);
        boolean taken = false;
        try {
            long epoch = take(own, row.epoch(), policyRevision, target.revision());
            taken = epoch > 0;
            return taken
                    ? new Answer.Taken(new Lease(logins, pace, target, own, holder, epoch, duration))
                    : new Answer.Held("another executor was faster");
        } finally {
            if (!taken) {
                own.close();
            }
        }
    }

    private static Answer missing(TargetSpec target, SQLException e) throws SQLException {
        PostgresFailure failure = PostgresFailure.of(e);
        if (failure == PostgresFailure.UNDEFINED || failure == PostgresFailure.PERMISSION) {
            return new Answer.Held("the fence is missing in the database " + target.maintenanceDatabase()
                    + ", or not readable: run the statements that 'tickbird setup-sql' prints");
        }
        throw e;
    }

    private static Row look(Connection monitor) throws SQLException {
        try (Statement statement = monitor.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            if (!row.next()) {
                throw new SQLException("tickbird.fence has no row", "42P01");
            }
            return new Row(
                    row.getString("holder"),
                    row.getLong("epoch"),
                    row.getBoolean("alive"),
                    row.getInt("backend_pid"),
                    row.getBoolean("running"),
                    row.getLong("policy_revision"),
                    row.getLong("target_revision"));
        }
    }

    private long take(Connection own, long epoch, long policyRevision, long targetRevision) throws SQLException {
        try (PreparedStatement statement = own.prepareStatement(TAKE)) {
            statement.setString(1, holder);
            statement.setLong(2, policyRevision);
            statement.setLong(3, targetRevision);
            statement.setLong(4, duration.toMillis());
            statement.setLong(5, epoch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
