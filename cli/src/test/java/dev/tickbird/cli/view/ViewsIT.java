package dev.tickbird.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Run;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The views of one server, on real ones. */
class ViewsIT {
    private static final String HOSTILE = "=cmd|' /C calc'!A0,\"\u001b[31m";

    @EveryMajor(only = {13, 18})
    void tablesIndexesAndSequencesAreListed(int major, TestPostgres postgres) throws IOException {
        TestDatabase database = postgres.database(major);
        String quoted = '"' + HOSTILE.replace("\"", "\"\"") + '"';
        database.execute(
                "CREATE TABLE small (id int PRIMARY KEY)",
                "CREATE TABLE large (id serial PRIMARY KEY, v text, w int)",
                "INSERT INTO large (v, w) SELECT repeat('x', 200), g FROM generate_series(1, 5000) g",
                "DELETE FROM large WHERE id <= 1000",
                "CREATE INDEX large_w ON large (w DESC, lower(v)) INCLUDE (id) WHERE w > 0",
                "CREATE SEQUENCE " + quoted + " AS smallint",
                "SELECT setval('" + quoted.replace("'", "''") + "', 32000)",
                "CREATE SCHEMA other",
                "CREATE TABLE other.t (a int)");
        // A session's own counts arrive at its end, and would be added to what ANALYZE found.
        database.execute("ANALYZE");

        JsonNode tables = json(database, "tables");
        assertThat(column(tables, "table")).startsWith("public.large").contains("public.small", "other.t");
        JsonNode large = tables.get(0);
        assertThat(large.path("rows").asLong()).isEqualTo(4000);
        assertThat(large.path("deadPercent").asDouble()).isEqualTo(20.0);
        assertThat(large.path("bytes").asLong()).isGreaterThan(1_000_000);
        assertThat(column(json(database, "tables", "--schema", "other"), "table"))
                .containsExactly("other.t");
        assertThat(column(json(database, "tables", "--sort", "table", "--limit", "1"), "table"))
                .containsExactly("other.t");

        JsonNode index = row(json(database, "indexes"), "index", "public.large_w");
        assertThat(index.path("keys").asText()).isEqualTo("w desc, (lower(v)) + id");
        assertThat(index.path("kind").asText()).isEqualTo("partial");

        JsonNode sequences = json(database, "sequences");
        assertThat(sequences.get(0).path("sequence").asText()).isEqualTo("public." + HOSTILE);
        assertThat(sequences.get(0).path("usedPercent").asDouble()).isEqualTo(97.7);
        assertThat(row(sequences, "sequence", "public.large_id_seq").path("end").asLong())
                .isEqualTo(Integer.MAX_VALUE);
        String shown = view(database, "sequences").out();
        assertThat(shown).contains("97.7").doesNotContain("\u001b[31m");
        assertThat(view(database, "sequences", "--format", "csv").out())
                .contains("sequence,usedPercent,lastValue", ",97.7,32000")
                .doesNotContain("\u001b");
    }

    @EveryMajor(only = {13, 18})
    void locksAreATree(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
        assertThat(view(database, "locks").out()).contains("Nobody waits for a lock.");
        try (Connection holder = database.dataSource().getConnection();
                Connection waiter = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "UPDATE t SET id = 2");
            Thread waits = Thread.ofVirtual().start(() -> execute(waiter, "DELETE FROM t"));
            Await.until(
                    Duration.ofSeconds(20),
                    "one waits",
                    () -> database.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database()")
                            .equals(List.of("1")));
            JsonNode locks = json(database, "locks");
            List<JsonNode> here = StreamSupport.stream(locks.spliterator(), false)
                    .filter(row -> row.path("database").asText().equals(database.name()))
                    .toList();
            assertThat(here).extracting(row -> row.path("depth").asInt()).containsExactly(0, 1);
            assertThat(here.getFirst().path("blocks").asInt()).isEqualTo(1);
            assertThat(here.getLast().path("statement").asText()).isEqualTo("DELETE FROM t");
            assertThat(column(json(database, "connections"), "state")).contains("idle in transaction");
            holder.rollback();
            assertThat(waits.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    @EveryMajor(only = {13, 18})
    void watchedQueriesAreThoseSinceTheLastLook(int major, TestPostgres postgres) throws Exception {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE EXTENSION pg_stat_statements", "SELECT pg_sleep(0.3) AS before_the_first_look");
        Thread busy = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 30; i++) {
                database.execute("SELECT pg_sleep(0.05), 'Tr0ub4dor' AS while_it_looks");
            }
        });
        String[] looks = view(database, "queries", "--watch", "1s", "--looks", "2", "--limit", "1000")
                .out()
                .split("(?m)^127\\.0\\.0\\.1:", -1);
        assertThat(busy.join(Duration.ofSeconds(20))).isTrue();
        assertThat(looks).hasSize(3);
        assertThat(looks[1]).contains("before_the_first_look");
        assertThat(looks[2]).contains("while_it_looks").doesNotContain("before_the_first_look", "Tr0ub4dor");
    }

    @EveryMajor(only = 18)
    void settingsAndHealthAreShown_andWrongOptionsNamed(int major, TestPostgres postgres) throws IOException {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (a int)", "CREATE INDEX ON t (a)", "CREATE INDEX ON t (a)");
        assertThat(row(json(database, "settings"), "setting", "shared_preload_libraries")
                        .path("value")
                        .asText())
                .contains("pg_stat_statements");
        assertThat(column(json(database, "settings"), "source")).doesNotContain("default");
        assertThat(column(json(database, "settings", "--all"), "source")).contains("default");
        assertThat(row(json(database, "health"), "area", "index").path("worst").asText())
                .contains("t_a_idx1 duplicates t_a_idx");

        Run without = view(database, "queries");
        assertThat(without.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(without.err()).contains("not installed in the database", "CREATE EXTENSION pg_stat_statements");

        Run wrong = view(database, "tables", "--sort", "byte");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--sort byte", "did you mean bytes?");
        assertThat(view(database, "tables", "--watch", "1ms").err()).contains("--watch 1ms", "500ms");
        assertThat(view(database, "tables", "--limit", "0").err()).contains("--limit 0");
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Run view(TestDatabase database, String view, String... options) {
        String url = "postgres://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                        database.server().superuser(),
                        URLEncoder.encode(database.server().password(), StandardCharsets.UTF_8),
                        database.server().host(),
                        database.server().port(),
                        database.name());
        return Run.of(Stream.concat(Stream.of(view, url), Stream.of(options)).toArray(String[]::new));
    }

    private static JsonNode json(TestDatabase database, String view, String... options) throws IOException {
        Run run = view(
                database,
                view,
                Stream.concat(Stream.of("--format", "json"), Stream.of(options)).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return Codec.mapper().readTree(run.out());
    }

    private static List<String> column(JsonNode rows, String key) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(key).asText())
                .toList();
    }

    private static JsonNode row(JsonNode rows, String key, String value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in " + column(rows, key)));
    }
}
