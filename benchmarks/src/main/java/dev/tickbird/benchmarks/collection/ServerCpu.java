package dev.tickbird.benchmarks.collection;

import dev.tickbird.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor time of the server's processes that serve one login. Linux counts it in nanoseconds in {@code /proc/PID/schedstat}, where
 * {@code utime} and {@code stime} would be ticks of 10 ms. Work of other programs on the machine is not in it.
 */
final class ServerCpu {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Path> processes;

    private ServerCpu(List<Path> processes) {
        this.processes = processes;
    }

    /** Of the sessions that this login has now. */
    static ServerCpu of(PostgresServer server, String login) throws SQLException {
        List<Path> processes = new ArrayList<>();
        try (Connection connection = server.dataSource("postgres").getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT pid FROM pg_stat_activity WHERE usename = ?")) {
            statement.setString(1, login);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    processes.add(Path.of("/proc", row.getString(1), "schedstat"));
                }
            }
        }
        if (processes.isEmpty()) {
            throw new IllegalStateException("login " + login + " has no session");
        }
        return new ServerCpu(processes);
    }

    /** Something that keeps the server busy. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    double millis(Work work) throws SQLException {
        long before = nanos();
        work.run();
        return (nanos() - before) / NANOS_PER_MILLI;
    }

    private long nanos() {
        long sum = 0;
        for (Path process : processes) {
            try {
                sum += Long.parseLong(Files.readString(process).split(" ", 2)[0]);
            } catch (IOException e) {
                throw new UncheckedIOException("a session ended while it was measured", e);
            }
        }
        return sum;
    }
}
