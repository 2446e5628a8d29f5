package dev.tickbird.benchmarks.bloat;

import dev.tickbird.embedded.PostgresServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The database that is measured. */
record Database(PostgresServer server, String name) {
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(1200);
    private static final int MOST_READINGS = 100;

    static final String PAGES_OF_HEAPS = pages('r');
    static final String PAGES_OF_INDEXES = pages('i');

    private static String pages(char kind) {
        return "SELECT c.relname, pg_relation_size(c.oid) / 8192 FROM pg_class c"
                + " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = '" + kind + "' ORDER BY 1";
    }

    void execute(List<String> statements) {
        server.execute(name, statements.toArray(String[]::new));
    }

    Map<String, Double> read(String sql) throws SQLException {
        Map<String, Double> values = new LinkedHashMap<>();
        try (Connection connection = server.dataSource(name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                double value = rows.getDouble(2);
                if (!rows.wasNull()) {
                    values.put(rows.getString(1), value);
                }
            }
        }
        return values;
    }

    /** Waits until the counters, which sessions report late, stay as they are. */
    void settle() throws SQLException, InterruptedException {
        String sql =
                "SELECT relname, n_live_tup + 3 * n_dead_tup + 5 * n_mod_since_analyze + 7 * analyze_count + n_tup_ins"
                        + " FROM pg_stat_user_tables";
        Map<String, Double> before = Map.of();
        for (int reading = 0; reading < MOST_READINGS; reading++) {
            Map<String, Double> now = read(sql);
            if (now.equals(before)) {
                return;
            }
            before = now;
            Thread.sleep(BETWEEN_READINGS);
        }
        throw new IllegalStateException("the counters of " + name + " do not come to rest");
    }

    String url() {
        return "postgres://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                        server.superuser(),
                        URLEncoder.encode(server.password(), StandardCharsets.UTF_8)
                                .replace("+", "%20"),
                        server.host(),
                        server.port(),
                        name);
    }
}
