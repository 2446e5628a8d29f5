package dev.tickbird.collector.probe;

import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.common.ServerVersion;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server answered, and when by its own clock.
 *
 * @param roles predefined roles whose rights our login has
 * @param systemIdentifier null when it may not be read
 * @param timeline null when it may not be read
 */
record ServerIdentity(
        ServerVersion version,
        String versionText,
        Instant startedAt,
        Instant now,
        boolean inRecovery,
        long walPosition,
        long nextXid,
        long nextMultiXact,
        String login,
        boolean superuser,
        List<String> roles,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline) {
    static final String CONTROL_FIX = "GRANT EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint(),"
            + " pg_control_recovery() TO the monitoring role";

    ServerIdentity {
        roles = List.copyOf(roles);
    }

    private record Control(String systemIdentifier, int timeline) {}

    /** The version that a connection speaks to, without asking: the server said it when the session began. */
    static ServerVersion version(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        return new ServerVersion(
                ServerVersion.major(server.getDatabaseMajorVersion()).number() + server.getDatabaseMinorVersion());
    }

    static ServerIdentity read(Asking asking) throws SQLException {
        Optional<Control> control = asking.rowOrGap(
                Query.INSTANCE_CONTROL,
                row -> new Control(row.getString("system_identifier"), row.getInt("timeline")),
                CONTROL_FIX);
        return asking.rows(Query.INSTANCE_IDENTITY, row -> of(row, control.orElse(null)))
                .getFirst();
    }

    private static ServerIdentity of(ResultSet row, @Nullable Control control) throws SQLException {
        return new ServerIdentity(
                new ServerVersion(row.getInt("version_num")),
                row.getString("version"),
                Row.requiredInstant(row, "started_at"),
                Row.requiredInstant(row, "server_time"),
                row.getBoolean("in_recovery"),
                row.getLong("wal_position"),
                row.getLong("next_xid"),
                row.getLong("next_multixact"),
                row.getString("login"),
                row.getBoolean("superuser"),
                SqlArrays.texts(row, "roles"),
                control == null ? null : control.systemIdentifier(),
                control == null ? null : control.timeline());
    }

    /** Whether the login sees the statistics and settings of all roles. */
    boolean monitors() {
        return superuser || (roles.contains("pg_read_all_stats") && roles.contains("pg_read_all_settings"));
    }

    /** Round trip of a message without any statement in it, in nanoseconds. */
    static long emptyRoundTrip(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            statement.execute("");
            return System.nanoTime() - start;
        }
    }
}
