package dev.tickbird.benchmarks.collection;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.embedded.PostgresServer.Options;
import dev.tickbird.postgres.Authentication;
import dev.tickbird.postgres.ConnectionPools;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.Endpoint;
import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.postgres.PasswordSource;
import dev.tickbird.postgres.Secret;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.fleet.TlsMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The server that is watched, with a database of many small tables. */
record Server(PostgresServer postgres, int tables) implements AutoCloseable {
    static final String DATABASE = "fleet";
    static final String MONITOR = "tickbird_monitor";

    /** The login of the other tools, which may read statistics of columns by the view. */
    static final String PEER = "peer";

    private static final int TABLES_AT_ONCE = 100;

    static Server start(int major, int tables, int statements) throws SQLException {
        // A parallel worker would be a process whose time nobody counts.
        Server server = new Server(
                PostgresServer.start(Options.of(major)
                        .notDurable()
                        .with("autovacuum", "off")
                        .with("shared_buffers", "256MB")
                        .with("max_wal_size", "4GB")
                        .with("max_parallel_workers_per_gather", "0")
                        .with("pg_stat_statements.max", "10000")),
                tables);
        server.fill(statements);
        return server;
    }

    private void fill(int statements) throws SQLException {
        postgres.createDatabase(DATABASE);
        Identifier monitor = new Identifier(MONITOR);
        postgres.execute(
                DATABASE,
                "CREATE EXTENSION pg_stat_statements",
                MonitoringSetup.roles(monitor),
                "ALTER ROLE " + MONITOR + " PASSWORD '" + MONITOR + "'",
                MonitoringSetup.database(monitor),
                "CREATE ROLE " + PEER + " LOGIN PASSWORD '" + PEER + "'",
                "GRANT pg_monitor TO " + PEER);
        for (int schema = 1; schema <= 10; schema++) {
            postgres.execute(DATABASE, "CREATE SCHEMA s" + schema);
        }
        for (int first = 1; first <= tables; first += TABLES_AT_ONCE) {
            postgres.execute(
                    DATABASE,
                    Resource.text("data")
                            .replace(":first", Integer.toString(first))
                            .replace(":last", Integer.toString(Math.min(tables, first + TABLES_AT_ONCE - 1))));
        }
        for (int schema = 1; schema <= 10; schema++) {
            postgres.execute(
                    DATABASE,
                    "GRANT USAGE ON SCHEMA s" + schema + " TO " + PEER,
                    "GRANT SELECT ON ALL TABLES IN SCHEMA s" + schema + " TO " + PEER);
        }
        postgres.execute(DATABASE, "VACUUM ANALYZE");
        use(statements);
    }

    /** Statements that are each their own entry in pg_stat_statements, for each asks another table or other columns. */
    private void use(int statements) throws SQLException {
        try (Connection connection = postgres.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            for (int i = 0; i < statements; i++) {
                int table = 1 + i % tables;
                String columns = i < tables ? "id, name, amount" : "id, created" + ", amount".repeat(i / tables);
                statement.execute("SELECT " + columns + " FROM " + table(table)
                        + " WHERE ref = 7 AND state <> 'done' AND created < now() ORDER BY created, id LIMIT 20");
            }
        }
    }

    static String table(int number) {
        return "s" + (1 + number % 10) + ".t" + number;
    }

    /** Sessions as the collector opens them. */
    ConnectionPools monitor() {
        Endpoint endpoint = new Endpoint(postgres.host(), postgres.port(), TlsMode.DISABLE, null);
        return new ConnectionPools(
                "cost",
                database -> DataSources.dataSource(
                        endpoint,
                        Authentication.strict(TlsMode.DISABLE),
                        SessionSettings.monitoring("tickbird-collector"),
                        database,
                        MONITOR,
                        PasswordSource.fixed(Secret.of(MONITOR))));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
