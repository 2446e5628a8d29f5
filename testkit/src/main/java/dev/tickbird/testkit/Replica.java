package dev.tickbird.testkit;

import dev.tickbird.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A real streaming standby: a copy of a running server's files, taken as a backup, that follows it. */
public final class Replica {
    private static final int RENAMED = 15;

    private Replica() {}

    /**
     * Starts one; whoever asks closes it.
     *
     * @param name what it calls itself to the primary
     * @param folder where its files go; must not exist
     */
    public static PostgresServer of(PostgresServer primary, String name, Path folder) {
        Path cluster = folder.resolve("cluster");
        boolean renamed = primary.major() >= RENAMED;
        try (Connection connection = primary.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    renamed ? "SELECT pg_backup_start('copy', true)" : "SELECT pg_start_backup('copy', true, false)");
            copy(primary.dataDirectory().resolve("cluster"), cluster);
            try (ResultSet row = statement.executeQuery(
                    "SELECT labelfile FROM " + (renamed ? "pg_backup_stop()" : "pg_stop_backup(false)"))) {
                row.next();
                Files.writeString(cluster.resolve("backup_label"), row.getString(1));
            }
            Files.copy(primary.dataDirectory().resolve("server.properties"), folder.resolve("server.properties"));
            Files.writeString(cluster.resolve("standby.signal"), "");
            Files.writeString(
                    cluster.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=" + primary.host() + " port=" + primary.port() + " user="
                            + primary.superuser() + " password=" + primary.password() + " application_name=" + name
                            + "'\n",
                    StandardOpenOption.APPEND);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PostgresServer.start(PostgresServer.Options.of(primary.major())
                .withDataDirectory(folder)
                .withPort(freePort())
                .notDurable()
                .with("wal_level", "logical")
                .with("max_connections", "200"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = from.relativize(file).toString();
                if (!name.equals("postmaster.pid") && !name.startsWith("pg_replslot/")) {
                    copyIfThere(file, to.resolve(name));
                }
            }
        }
    }

    /** A file that goes while the others are copied belongs to nothing that the backup needs. */
    private static void copyIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
