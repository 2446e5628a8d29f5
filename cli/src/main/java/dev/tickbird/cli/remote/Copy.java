package dev.tickbird.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.check.Passwords;
import dev.tickbird.postgres.ConnectionUrl;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.PasswordSource;
import dev.tickbird.postgres.Secret;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.ServerVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A server on which something is tried: certainly not the one that the proposal is about, nor any other of the fleet. */
final class Copy implements AutoCloseable {
    private static final String IDENTITY = """
            SELECT (SELECT c.system_identifier FROM pg_catalog.pg_control_system() AS c)::pg_catalog.text,
                   pg_catalog.pg_is_in_recovery(),
                   pg_catalog.current_setting('server_version_num')::pg_catalog.int4""";

    private final Connection connection;
    private final ServerVersion version;

    private Copy(Connection connection, ServerVersion version) {
        this.connection = connection;
        this.version = version;
    }

    /** Connects, and refuses what may be a watched server. */
    static Copy open(String url, ActionTarget target, JsonNode instances, Duration limit) {
        ConnectionUrl place = Passwords.complete(ConnectionUrl.parse(url, System.getProperty("user.name", "postgres")));
        String host = place.endpoint().host();
        int port = place.endpoint().port();
        refuseSamePlace(
                host, port, target.host(), target.port(), target.instance().value());
        for (JsonNode instance : instances) {
            refuseSamePlace(
                    host,
                    port,
                    instance.path("host").asText(),
                    instance.path("port").asInt(),
                    instance.path("instance").asText());
        }
        try {
            Connection connection = connect(place, limit);
            try {
                return new Copy(connection, identified(connection, target));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new Problem("the copy at " + host + ":" + port + " cannot be used: " + said(e), Problem.UNREACHABLE);
        }
    }

    ServerVersion version() {
        return version;
    }

    void run(String statement) throws SQLException {
        try (Statement sending = connection.createStatement()) {
            sending.execute(statement);
        }
    }

    /** The size of a table with all that belongs to it, or of an index; 0 when it is not there. */
    long bytes(String object) throws SQLException {
        return number("SELECT pg_catalog.pg_total_relation_size(pg_catalog.to_regclass(?))", object);
    }

    /** How much WAL the server has written since it was made. */
    long walPosition() throws SQLException {
        return number(
                "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::pg_catalog.int8",
                null);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new Problem("the connection to the copy broke: " + said(e), Problem.UNREACHABLE);
        }
    }

    /** SQLState and the primary message; what the server adds may hold rows. */
    static String said(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message + (e.getSQLState() == null ? "" : " (" + e.getSQLState() + ")");
    }

    private long number(String sql, @Nullable String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setString(1, parameter);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Connection connect(ConnectionUrl place, Duration limit) throws SQLException {
        Secret password = place.password();
        SessionSettings session = new SessionSettings(
                "tickbird rehearse", false, limit, Duration.ofSeconds(5), Duration.ofSeconds(5), limit.plusSeconds(10));
        return DataSources.dataSource(
                        place.endpoint(),
                        place.authentication(),
                        session,
                        place.database(),
                        place.user(),
                        password == null ? null : PasswordSource.fixed(password))
                .getConnection();
    }

    private static ServerVersion identified(Connection connection, ActionTarget target) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IDENTITY)) {
            row.next();
            if (target.systemIdentifier().equals(row.getString(1))) {
                throw new Problem(
                        "refused: the server has the system identifier of the target (" + target.systemIdentifier()
                                + "), so it is the target itself, its standby or a physical copy that cannot be told from it."
                                + " Use a copy made with pg_dump and pg_restore",
                        Problem.REFUSED);
            }
            if (row.getBoolean(2)) {
                throw new Problem("refused: the server is a standby, nothing can be tried there", Problem.REFUSED);
            }
            return ServerVersion.of(row.getInt(3));
        }
    }

    private static void refuseSamePlace(String host, int port, String theirs, int theirPort, String instance) {
        if (port == theirPort
                && (host.equalsIgnoreCase(theirs) || addresses(host).stream().anyMatch(addresses(theirs)::contains))) {
            throw new Problem(
                    "refused: " + host + ":" + port + " is the watched instance '" + instance
                            + "'; rehearse on a copy of it",
                    Problem.REFUSED);
        }
    }

    private static Set<String> addresses(String host) {
        Set<String> all = new TreeSet<>();
        try {
            Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .forEach(all::add);
        } catch (UnknownHostException e) {
            all.add(host);
        }
        return all;
    }
}
