package dev.tickbird.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server of a chosen major version as a child process, reachable over TCP on loopback with SCRAM
 * passwords only. It ends with this object, and with our process at the latest.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String MAINTENANCE_DATABASE = "postgres";

    private final PostgresBinaries binaries;
    private final PostgresFolder folder;
    private final int port;
    private String password;
    private Postmaster postmaster;
    private boolean closed;

    private PostgresServer(PostgresBinaries binaries, PostgresFolder folder, int port, String password) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.postmaster = launch();
    }

    /**
     * What a server is started with.
     *
     * @param dataDirectory where it keeps its cluster, port and password between runs; null: a temporary folder, deleted
     *     when the server is closed
     * @param port 0: the one of the last run in this folder, else a free one
     * @param password the superuser's; null: the one of the last run, else a random one
     * @param settings lines of {@code postgresql.conf}, the defaults of {@link #of} included
     * @param extensions such as are no part of PostgreSQL
     */
    public record Options(
            int major,
            @Nullable Path dataDirectory,
            int port,
            @Nullable String password,
            Map<String, String> settings,
            List<ExtensionFiles> extensions) {

        private static final Map<String, String> DEFAULTS = Map.of(
                "password_encryption", "scram-sha-256",
                "shared_preload_libraries", "pg_stat_statements",
                "track_io_timing", "on",
                "max_prepared_transactions", "10",
                "shared_buffers", "32MB",
                "timezone", "UTC",
                "log_timezone", "UTC");

        public Options {
            settings = Map.copyOf(settings);
            extensions = List.copyOf(extensions);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
            }
        }

        /** A temporary server on a free port with a random password. */
        public static Options of(int major) {
            return new Options(major, null, 0, null, DEFAULTS, List.of());
        }

        public Options withDataDirectory(Path newDirectory) {
            return new Options(major, newDirectory, port, password, settings, extensions);
        }

        public Options withPort(int newPort) {
            return new Options(major, dataDirectory, newPort, password, settings, extensions);
        }

        public Options withPassword(String newPassword) {
            return new Options(major, dataDirectory, port, newPassword, settings, extensions);
        }

        public Options with(String setting, String value) {
            Map<String, String> changed = new TreeMap<>(settings);
            changed.put(setting, value);
            return new Options(major, dataDirectory, port, password, changed, extensions);
        }

        /** With an extension that is no part of PostgreSQL: the server runs from programs of its own. */
        public Options with(ExtensionFiles extension) {
            List<ExtensionFiles> more =
                    Stream.concat(extensions.stream(), Stream.of(extension)).toList();
            return new Options(major, dataDirectory, port, password, settings, more);
        }

        /** Data may be lost when the machine (not the server) crashes: for tests. */
        public Options notDurable() {
            return with("fsync", "off").with("full_page_writes", "off");
        }
    }

    /** The majors that can be started: those whose binaries are on the class path. */
    public static NavigableSet<Integer> majors() {
        return PostgresBinaries.majors();
    }

    /** Starts a server and returns when it accepts connections. */
    public static PostgresServer start(Options options) {
        PostgresBinaries shared = PostgresBinaries.of(options.major());
        PostgresFolder folder = PostgresFolder.open(options);
        try {
            PostgresBinaries binaries =
                    options.extensions().isEmpty() ? shared : shared.with(options.extensions(), folder.root());
            return start(options, binaries, folder);
        } catch (RuntimeException e) {
            folder.release();
            throw e;
        }
    }

    private static PostgresServer start(Options options, PostgresBinaries binaries, PostgresFolder folder) {
        int port = folder.port();
        Ports.requireFree(
                port, "PostgreSQL " + options.major(), "Stop the program that uses it, or choose another port.");
        boolean isNew = folder.isNew();
        if (isNew) {
            PostgresTemplate template = PostgresTemplate.of(binaries);
            folder.record(port, template.password());
            template.copyTo(folder.cluster());
        } else {
            folder.requireMajor(options.major());
        }
        folder.configure(port);
        PostgresServer server = new PostgresServer(binaries, folder, port, folder.password());
        String fallback = isNew ? PostgresTemplate.randomPassword() : server.password;
        server.changePassword(Objects.requireNonNullElse(options.password(), fallback));
        return server;
    }

    private void changePassword(String wanted) {
        try {
            if (!wanted.equals(password)) {
                String literal = "'" + wanted.replace("'", "''") + "'";
                execute(MAINTENANCE_DATABASE, "ALTER ROLE " + superuser() + " PASSWORD " + literal);
            }
            folder.record(port, wanted);
            password = wanted;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Postmaster launch() {
        return Postmaster.start(binaries, folder.cluster(), folder.log(), folder.temporaryRoot());
    }

    public int major() {
        return binaries.major();
    }

    public String host() {
        return Ports.HOST;
    }

    public int port() {
        return port;
    }

    public String superuser() {
        return PostgresTemplate.SUPERUSER;
    }

    public String password() {
        return password;
    }

    public Path dataDirectory() {
        return folder.root();
    }

    /** The server's own log. */
    public Path log() {
        return folder.log();
    }

    /** The postmaster's process id; it changes with a restart. */
    public synchronized long pid() {
        return postmaster.pid();
    }

    public synchronized boolean isRunning() {
        return postmaster.isAlive();
    }

    /** Connections of the superuser, one new connection each time. */
    public DataSource dataSource(String database) {
        return dataSource(database, superuser(), password);
    }

    /** Connections of any login. */
    public DataSource dataSource(String database, String user, String userPassword) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(userPassword);
        source.setSslMode("disable");
        return source;
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public void execute(String database, String... statements) {
        try (Connection connection = dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new EmbeddedServerException("PostgreSQL " + major() + ": " + e.getMessage(), e);
        }
    }

    /** Creates an empty database with exactly this name. */
    public void createDatabase(String name) {
        execute(MAINTENANCE_DATABASE, "CREATE DATABASE " + quoted(name) + " TEMPLATE template0");
    }

    /** Drops the database and ends the sessions in it. */
    public void dropDatabase(String name) {
        execute(MAINTENANCE_DATABASE, "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Stops the server at once, as a crash does: no checkpoint, sessions break. {@link #restart} brings it back. */
    public synchronized void crash() {
        postmaster.stop(Postmaster.Stop.IMMEDIATE);
    }

    /** Starts the server again on the same port; one that runs is stopped first, in order. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("the server is closed");
        }
        if (postmaster.isAlive()) {
            postmaster.stop(Postmaster.Stop.FAST);
        }
        postmaster = launch();
    }

    /** Stops the server in bounded time; a temporary folder is deleted. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (postmaster.isAlive()) {
            postmaster.stop(folder.temporaryRoot() == null ? Postmaster.Stop.FAST : Postmaster.Stop.IMMEDIATE);
        }
        folder.release();
    }
}
