package dev.tickbird.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresServerIT {

    private static final int NEWEST = PostgresServer.majors().last();

    static java.util.NavigableSet<Integer> majors() {
        return PostgresServer.majors();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void servesTheMajorWithStatementStatistics(int major) throws Exception {
        long pid;
        Path folder;
        try (PostgresServer server =
                PostgresServer.start(PostgresServer.Options.of(major).notDurable())) {
            pid = server.pid();
            folder = server.dataDirectory();
            server.execute("postgres", "CREATE EXTENSION pg_stat_statements", "CREATE EXTENSION pgstattuple");
            assertThat(query(
                            server.dataSource("postgres"), "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(Integer.toString(major));
            assertThat(query(server.dataSource("postgres"), "SELECT count(*) > 0 FROM pg_stat_statements"))
                    .isEqualTo("t");
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void copiesOfOneTemplateAreDifferentSystems() throws Exception {
        String sql = "SELECT system_identifier FROM pg_control_system()";
        PostgresServer.Options options = PostgresServer.Options.of(NEWEST).notDurable();
        try (PostgresServer one = PostgresServer.start(options);
                PostgresServer other = PostgresServer.start(options)) {
            assertThat(query(one.dataSource("postgres"), sql)).isNotEqualTo(query(other.dataSource("postgres"), sql));
            assertThat(one.password()).isNotEqualTo(other.password());
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (PostgresServer server = PostgresServer.start(
                PostgresServer.Options.of(NEWEST).notDurable().withPassword("it's right"))) {
            DataSource wrong = server.dataSource("postgres", server.superuser(), "wrong");
            assertThatThrownBy(wrong::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            server.execute("postgres", "SELECT 1");
        }
    }

    @Test
    void recoversFromACrashOnTheSamePort() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServer.Options.of(NEWEST))) {
            String hostile = "we\"ird; --";
            server.createDatabase(hostile);
            server.execute(hostile, "CREATE TABLE t AS SELECT 1 AS n");
            int port = server.port();
            server.crash();
            assertThat(server.isRunning()).isFalse();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(query(server.dataSource(hostile), "SELECT n FROM t")).isEqualTo("1");
        }
    }

    @Test
    void keepsDataPortAndPasswordBetweenRuns(@TempDir Path folder) throws Exception {
        PostgresServer.Options options = PostgresServer.Options.of(NEWEST).withDataDirectory(folder.resolve("pg"));
        int port;
        String password;
        try (PostgresServer server = PostgresServer.start(options)) {
            port = server.port();
            password = server.password();
            server.execute("postgres", "CREATE TABLE kept AS SELECT 7 AS n");
        }
        try (PostgresServer server = PostgresServer.start(options)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.password()).isEqualTo(password);
            assertThat(query(server.dataSource("postgres"), "SELECT n FROM kept"))
                    .isEqualTo("7");
        }
        PostgresServer.Options older =
                PostgresServer.Options.of(PostgresServer.majors().first()).withDataDirectory(folder.resolve("pg"));
        assertThatThrownBy(() -> PostgresServer.start(older)).hasMessageContaining("is of PostgreSQL " + NEWEST);
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresServer.Options options = PostgresServer.Options.of(NEWEST).withPort(taken.getLocalPort());
            assertThatThrownBy(() -> PostgresServer.start(options))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void showsTheServersOwnWordsWhenItDoesNotStart() {
        PostgresServer.Options options = PostgresServer.Options.of(NEWEST).with("no_such_setting", "1");
        assertThatThrownBy(() -> PostgresServer.start(options))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("no_such_setting");
    }

    private static String query(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }
}
