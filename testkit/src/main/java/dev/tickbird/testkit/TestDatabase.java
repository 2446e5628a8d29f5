package dev.tickbird.testkit;

import dev.tickbird.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** An empty database of one test, on a server that others share. */
public record TestDatabase(PostgresServer server, String name) {

    /** Connections of the superuser. */
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    public void execute(String... statements) {
        server.execute(name, statements);
    }

    /** The first column of the query's rows as text; an SQL null is {@code "null"}. */
    public List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return List.copyOf(values);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }
}
