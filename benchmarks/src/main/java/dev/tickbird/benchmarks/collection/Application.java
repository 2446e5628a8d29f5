package dev.tickbird.benchmarks.collection;

import dev.tickbird.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Whoever works with the database between two looks. */
record Application(Server server) {
    static final int ONE_IN_A_HUNDRED = 100;

    private static final int MOST_READINGS = 300;
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(100);

    /** Writes five rows to one table in so many, by a key; its counters have arrived when it returns. */
    void use(int oneIn) throws SQLException, InterruptedException {
        int tables = Math.max(1, server.tables() / oneIn);
        int pid;
        try (Connection connection =
                        server.postgres().dataSource(Server.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET pg_stat_statements.track = 'none'");
            for (int i = 1; i <= tables; i++) {
                statement.execute("UPDATE " + Server.table(i * server.tables() / tables)
                        + " SET amount = amount + 1, state = 'open' WHERE id < 5");
            }
            try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                pid = row.getInt(1);
            }
        }
        gone(server.postgres(), pid);
    }

    /** A session tells its counters at its end at the latest. */
    private static void gone(PostgresServer postgres, int pid) throws SQLException, InterruptedException {
        try (Connection connection = postgres.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (int reading = 0; reading < MOST_READINGS; reading++) {
                try (ResultSet row = statement.executeQuery("SELECT FROM pg_stat_activity WHERE pid = " + pid)) {
                    if (!row.next()) {
                        return;
                    }
                }
                Thread.sleep(BETWEEN_READINGS);
            }
        }
        throw new IllegalStateException("session " + pid + " does not end");
    }
}
