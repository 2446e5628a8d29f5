package dev.tickbird.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ConnectionPoolsIT {
    private static final String HOSTILE = "app?sslmode=disable&socketFactory=X";

    private static ConnectionPools pools(PostgresServer server, TlsMode tls, String user, String password) {
        Endpoint endpoint = new Endpoint(server.host(), server.port(), tls, null);
        return new ConnectionPools(
                "test",
                database -> DataSources.dataSource(
                        endpoint,
                        Authentication.strict(tls),
                        SessionSettings.monitoring("tickbird-test"),
                        database,
                        user,
                        PasswordSource.fixed(Secret.of(password))));
    }

    private static ConnectionPools pools(PostgresServer server) {
        return pools(server, TlsMode.DISABLE, server.superuser(), server.password());
    }

    private static List<String> row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            rows.next();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            return values;
        }
    }

    @EveryMajor
    void sessionsCannotHarm(int major, TestPostgres postgres) throws SQLException {
        TestDatabase database = postgres.database(major, HOSTILE);
        try (ConnectionPools pools = pools(database.server());
                Connection connection = pools.open(HOSTILE)) {
            assertThat(
                            row(
                                    connection,
                                    "SELECT current_database(), current_setting('statement_timeout'), current_setting('lock_timeout'),"
                                            + " current_setting('jit'), current_setting('search_path'), current_setting('application_name')"))
                    .containsExactly(HOSTILE, "5s", "100ms", "off", "pg_catalog,pg_temp", "tickbird-test");
            Throwable failure = catchThrowable(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE public.t (a int)");
                }
            });
            assertThat(PostgresFailure.of(failure)).isEqualTo(PostgresFailure.READ_ONLY);
        }
    }

    @EveryMajor(only = {13, 18})
    void failuresHaveTheirClass(int major, TestPostgres postgres) throws SQLException {
        PostgresServer server = postgres.server(major);
        TestDatabase database = postgres.database(major);
        database.execute(
                "CREATE TABLE held (a int)",
                "SET password_encryption = 'md5'",
                "CREATE ROLE weak_" + major + " LOGIN PASSWORD 'weak'",
                "CREATE ROLE full_" + major + " LOGIN PASSWORD 'full' CONNECTION LIMIT 0");
        try (Connection locker = database.dataSource().getConnection();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE held");
            assertThat(running(server, database.name(), "SELECT pg_relation_size('public.held')"))
                    .isEqualTo(PostgresFailure.LOCK_TIMEOUT);
            locker.rollback();
        }
        assertThat(running(server, database.name(), "SELECT pg_sleep(10)"))
                .isEqualTo(PostgresFailure.STATEMENT_TIMEOUT);
        assertThat(running(server, database.name(), "SELECT * FROM public.missing"))
                .isEqualTo(PostgresFailure.UNDEFINED);
        assertThat(running(server, "no such", "SELECT 1")).isEqualTo(PostgresFailure.NO_DATABASE);
        assertThat(opening(pools(server, TlsMode.DISABLE, "nobody", "x"))).isEqualTo(PostgresFailure.AUTHENTICATION);
        assertThat(opening(pools(server, TlsMode.DISABLE, server.superuser(), "x")))
                .isEqualTo(PostgresFailure.AUTHENTICATION);
        assertThat(opening(pools(server, TlsMode.DISABLE, "full_" + major, "full")))
                .isIn(PostgresFailure.TOO_MANY_CONNECTIONS, PostgresFailure.METHOD, PostgresFailure.AUTHENTICATION);
        assertThat(opening(pools(server, TlsMode.REQUIRE, server.superuser(), server.password())))
                .isEqualTo(PostgresFailure.TLS);
        database.execute("DROP ROLE weak_" + major, "DROP ROLE full_" + major);
    }

    private static PostgresFailure running(PostgresServer server, String database, String sql) {
        try (ConnectionPools pools = pools(server)) {
            return PostgresFailure.of(catchThrowable(() -> {
                try (Connection connection = pools.open(database);
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }));
        }
    }

    private static PostgresFailure opening(ConnectionPools pools) {
        try (pools) {
            return PostgresFailure.of(
                    catchThrowable(() -> pools.open("postgres").close()));
        }
    }

    @EveryMajor(only = 18)
    void keepsSessions_twoAtMost_andNoticesAtOnceWhenTheServerIsGoneAndBack(int major, TestPostgres postgres)
            throws SQLException {
        try (PostgresServer server =
                        PostgresServer.start(PostgresServer.Options.of(major).notDurable());
                ConnectionPools pools = pools(server)) {
            List<String> first;
            try (Connection connection = pools.open("postgres")) {
                first = row(connection, "SELECT pg_backend_pid()");
            }
            try (Connection connection = pools.open("postgres");
                    Connection second = pools.open("postgres")) {
                assertThat(row(connection, "SELECT pg_backend_pid()")).isEqualTo(first);
                assertThat(row(second, "SELECT pg_backend_pid()")).isNotEqualTo(first);
                assertThat(PostgresFailure.of(catchThrowable(() -> pools.open("postgres"))))
                        .isEqualTo(PostgresFailure.BUSY);
            }
            server.crash();
            // a session that was used a moment ago is not looked at before it is given out
            Await.until(Duration.ofSeconds(10), "the server is known to be gone", () -> {
                try (Connection connection = pools.open("postgres")) {
                    row(connection, "SELECT 1");
                    return false;
                } catch (SQLException e) {
                    return PostgresFailure.of(e) == PostgresFailure.REFUSED;
                }
            });
            long start = System.nanoTime();
            assertThatThrownBy(() -> pools.open("postgres")).isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
            server.restart();
            try (Connection connection = pools.open("postgres")) {
                assertThat(row(connection, "SELECT 1")).containsExactly("1");
            }
        }
    }
}
