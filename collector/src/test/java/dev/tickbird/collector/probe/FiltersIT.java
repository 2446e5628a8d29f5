package dev.tickbird.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickbird.collector.fixture.Watched;
import dev.tickbird.embedded.ExtensionFiles;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.plan.PlanAccess.Comparison;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementFilter;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.PackagedExtension;
import dev.tickbird.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the real pg_qualstats says of statements. */
class FiltersIT {
    private static final String QUALSTATS = "pg_qualstats";

    @Test
    void tellsByWhichColumnsRowsAreSortedOut_andNoValue() {
        Optional<ExtensionFiles> files = PackagedExtension.find(QUALSTATS);
        assumeTrue(files.isPresent(), PackagedExtension.missing(QUALSTATS));
        PostgresServer.Options options = PostgresServer.Options.of(PackagedExtension.MAJOR)
                .notDurable()
                .with("shared_preload_libraries", "pg_stat_statements,pg_qualstats")
                .with("pg_qualstats.sample_rate", "1")
                .with(files.orElseThrow());
        try (PostgresServer server = PostgresServer.start(options)) {
            server.createDatabase("shop");
            Watched watched = new Watched(new TestDatabase(server, "shop"));
            TestDatabase database = watched.database();
            database.execute(
                    "CREATE SCHEMA \"qual stats\"",
                    "CREATE EXTENSION pg_qualstats SCHEMA \"qual stats\"",
                    "CREATE EXTENSION pg_stat_statements",
                    "CREATE TABLE orders (id int, customer int, at timestamptz, note text)",
                    "INSERT INTO orders SELECT i, i, now(), 'n' FROM generate_series(1, 1000) i",
                    "SELECT * FROM orders WHERE customer = 7 AND at < now() AND note = 's3cret-canary'",
                    "SELECT * FROM orders WHERE customer = 7 OR id = 9",
                    "SELECT count(*) FROM orders a JOIN orders b ON a.id = b.customer");
            assertThat(watched.snapshots(watched.monitor())
                            .take()
                            .instance()
                            .header()
                            .gaps())
                    .extracting(Gap::fix)
                    .contains("GRANT USAGE ON SCHEMA \"qual stats\" TO the monitoring role");

            database.execute("GRANT USAGE ON SCHEMA \"qual stats\" TO " + Watched.MONITOR);
            List<StatementCounters> statements = requireNonNull(
                            watched.snapshots(watched.monitor()).take().statements())
                    .statements();

            long table = Long.parseLong(
                    database.query("SELECT 'orders'::regclass::oid").getFirst());
            assertThat(filters(statements, "note ="))
                    .containsExactly(new StatementFilter(
                            table,
                            List.of(
                                    new StatementFilter.Column(2, Comparison.EQUAL),
                                    new StatementFilter.Column(3, Comparison.RANGE),
                                    new StatementFilter.Column(4, Comparison.EQUAL)),
                            1000,
                            1000));
            assertThat(filters(statements, "JOIN")).isEmpty();
            assertThat(new String(Codec.encode(statements), StandardCharsets.UTF_8))
                    .doesNotContain("s3cret-canary");

            database.execute("CREATE ROLE mallory", "ALTER FUNCTION \"qual stats\".pg_qualstats() OWNER TO mallory");
            assertThat(watched.snapshots(watched.monitor())
                            .take()
                            .instance()
                            .header()
                            .gaps())
                    .extracting(Gap::reason)
                    .anyMatch(reason -> reason.contains("does not belong to a superuser"));
        }
    }

    private static List<StatementFilter> filters(List<StatementCounters> statements, String text) {
        return statements.stream()
                .filter(statement -> String.valueOf(statement.text()).contains(text))
                .flatMap(statement -> statement.filters().stream())
                .toList();
    }
}
