package dev.tickbird.cli.embedded;

import dev.tickbird.embedded.EmbeddedServerException;
import dev.tickbird.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The console's database of {@code up --embedded}: a server of our own, kept in a folder. */
final class Store {
    static final String DATABASE = "console";

    private Store() {}

    /** Starts it, with the major version that it was made with. */
    static PostgresServer start(Path folder) {
        PostgresServer server =
                PostgresServer.start(PostgresServer.Options.of(major(folder)).withDataDirectory(folder));
        try {
            if (!hasDatabase(server)) {
                server.createDatabase(DATABASE);
            }
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static int major(Path folder) {
        Path file = folder.resolveSibling(folder.getFileName() + "-major");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.writeString(file, Integer.toString(PostgresServer.majors().last()));
            }
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be written", e);
        }
    }

    private static boolean hasDatabase(PostgresServer server) {
        try (Connection connection = server.dataSource("postgres").getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?")) {
            statement.setString(1, DATABASE);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new EmbeddedServerException("the console's own database does not answer: " + e.getMessage(), e);
        }
    }
}
