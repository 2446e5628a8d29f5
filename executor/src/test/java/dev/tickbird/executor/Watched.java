package dev.tickbird.executor;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database that passes for a server of its own: with a fence, and a login that owns its tables. Tests share the server. */
record Watched(TestDatabase database, InstanceId instance, String owner) {
    static final String PASSWORD = "not-a-secret";
    private static final String MONITOR = "tb_monitor";
    private static final String SIGNAL = "tb_signal";
    private static final String SLOTS = "tb_slots";

    Watched prepare() {
        roles(database.server(), owner);
        try (InputStream in = Watched.class.getResourceAsStream("/sql/setup/fence.sql")) {
            String sql = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            database.execute(sql.replace("{monitor}", MONITOR).replace("{executor}", owner));
            database.execute("GRANT ALL ON SCHEMA public TO " + owner);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private static synchronized void roles(PostgresServer server, String owner) {
        for (String role : List.of(MONITOR, SIGNAL, SLOTS, owner)) {
            server.execute(
                    "postgres",
                    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "') THEN CREATE ROLE "
                            + role + " LOGIN PASSWORD '" + PASSWORD + "'; END IF; END $$",
                    role.equals(MONITOR) ? "GRANT pg_monitor TO " + MONITOR : "SELECT 1",
                    role.equals(SIGNAL) ? "GRANT pg_signal_backend, pg_read_all_stats TO " + SIGNAL : "SELECT 1",
                    role.equals(SLOTS) ? "ALTER ROLE " + SLOTS + " REPLICATION" : "SELECT 1");
        }
    }

    TargetSpec spec(Mode mode, int port, String credential) {
        return spec(mode, port, credential, SLOTS);
    }

    TargetSpec spec(Mode mode, int port, String credential, String slots) {
        return new TargetSpec(
                instance,
                instance.value(),
                "here",
                database.server().host(),
                port,
                TlsMode.DISABLE,
                null,
                Map.of("env", "test"),
                database.name(),
                DatabaseSelection.ALL,
                Intervals.DEFAULTS,
                mode,
                new Login(MONITOR, credential),
                new Login(owner, credential),
                new Login(SIGNAL, credential),
                new Login(slots, credential),
                false,
                null,
                1);
    }

    /** The target of an action on a table of schema public, on its index if one is named, or on no object. */
    ActionTarget target(@Nullable String table, @Nullable String index, int port) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT s.system_identifier::text, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int4,
                          (SELECT oid::int8 FROM pg_database WHERE datname = current_database()),
                          (SELECT oid::int8 FROM pg_class WHERE relname = ? AND relnamespace = 'public'::regnamespace),
                          current_setting('server_version_num')::int4
                        FROM pg_control_system() AS s""")) {
            statement.setString(1, index == null ? table : index);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                ServerVersion version = ServerVersion.of(row.getInt(5));
                Long oid = table == null ? null : row.getLong(4);
                String hash = index == null || oid == null
                        ? null
                        : IndexDefinition.read(connection, version, oid)
                                .orElseThrow()
                                .hash();
                return new ActionTarget(
                        instance,
                        instance.value(),
                        database.server().host(),
                        port,
                        version,
                        database.name(),
                        row.getLong(3),
                        row.getString(1),
                        row.getInt(2),
                        oid,
                        hash);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
