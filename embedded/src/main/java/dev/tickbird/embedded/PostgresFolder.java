package dev.tickbird.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a server keeps on disk: its cluster, its log, and a private file with its port and password. */
final class PostgresFolder {

    private static final String ACCESS_RULES = """
            # TYPE  DATABASE     USER  ADDRESS       METHOD
            host    all          all   127.0.0.1/32  scram-sha-256
            host    replication  all   127.0.0.1/32  scram-sha-256
            """;

    private final Path root;
    private final boolean temporary;
    private final PostgresServer.Options options;
    private final Properties recorded;

    private PostgresFolder(Path root, PostgresServer.Options options) {
        this.root = root;
        this.temporary = options.dataDirectory() == null;
        this.options = options;
        this.recorded = read(root.resolve("server.properties"));
    }

    static PostgresFolder open(PostgresServer.Options options) {
        Path given = options.dataDirectory();
        Path root = given == null ? Folders.temporary("postgres") : given.toAbsolutePath();
        Folders.createPrivate(root);
        return new PostgresFolder(root, options);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new EmbeddedServerException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return properties;
    }

    boolean isNew() {
        return !Files.exists(cluster().resolve("PG_VERSION"));
    }

    /** A cluster of another major version cannot be opened, nor converted by us. */
    void requireMajor(int major) {
        try {
            String version = Files.readString(cluster().resolve("PG_VERSION")).strip();
            if (!version.equals(Integer.toString(major))) {
                throw new EmbeddedServerException("The data in " + root + " is of PostgreSQL " + version + ", not "
                        + major + ": choose another folder, or delete it if its data is not needed.");
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + cluster() + ": " + e.getMessage(), e);
        }
    }

    int port() {
        if (options.port() != 0) {
            return options.port();
        }
        @Nullable String text = recorded.getProperty("port");
        return text == null ? Ports.free() : Integer.parseInt(text);
    }

    String password() {
        String password = recorded.getProperty("password");
        if (password == null) {
            throw new EmbeddedServerException("The password of the server in " + root
                    + " is missing in its server.properties: delete the folder if its data is not needed.");
        }
        return password;
    }

    void record(int port, String password) {
        recorded.setProperty("port", Integer.toString(port));
        recorded.setProperty("password", password);
        Path file = root.resolve("server.properties");
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(file)) {
                recorded.store(writer, "The embedded PostgreSQL server keeps these between runs.");
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes our settings and who may connect; what ALTER SYSTEM set stays above them. */
    void configure(int port) {
        Path ours = cluster().resolve("tickbird.conf");
        Path main = cluster().resolve("postgresql.conf");
        try {
            boolean included = Files.readString(main).contains("tickbird.conf");
            if (!included) {
                Files.writeString(main, "include = 'tickbird.conf'\n", StandardOpenOption.APPEND);
            }
            Files.writeString(ours, settings(port));
            Files.writeString(cluster().resolve("pg_hba.conf"), ACCESS_RULES);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot configure " + cluster() + ": " + e.getMessage(), e);
        }
        Unprivileged.detected().own(root);
    }

    private String settings(int port) {
        Map<String, String> settings = new TreeMap<>(options.settings());
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", Ports.HOST);
        settings.put("unix_socket_directories", "");
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    void release() {
        if (temporary && Files.exists(root)) {
            Folders.delete(root);
        }
    }

    Path root() {
        return root;
    }

    Path cluster() {
        return root.resolve("cluster");
    }

    Path log() {
        return root.resolve("server.log");
    }

    @Nullable
    Path temporaryRoot() {
        return temporary ? root : null;
    }
}
