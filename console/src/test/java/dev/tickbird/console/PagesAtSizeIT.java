package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.Readings.Shape;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every page with a thousand servers and fifty thousand open findings: how long it takes and how much it sends. Run by hand. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
@EnabledIfSystemProperty(named = "tickbird.measure", matches = "true")
class PagesAtSizeIT {
    private static final Logger LOG = LoggerFactory.getLogger(PagesAtSizeIT.class);
    private static final int TIMES = 40;
    private static final long MOST_BYTES = 150_000;

    @Test
    void everyPageAnswersSoonAndSendsLittle(TestBroker broker, TestPostgres postgres, @TempDir Path folder)
            throws Exception {
        TestDatabase database = postgres.database(PostgresServer.majors().last());
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY)) {
            bench.publish(Proposals.finding("index.duplicate", Severity.WARNING, "sample", Instant.now()));
            bench.send(bench.events.record(
                    Topic.SNAPSHOTS_INSTANCE,
                    "orders",
                    Readings.facts("orders", Instant.now(), Shape.of(9_000_000).named("orders-replica"))));
            Await.until(
                    ConsoleBench.LIMIT,
                    "the server is heard",
                    () -> !bench.query("SELECT 1 FROM facts").isEmpty());
            fill(database);
            HttpClient browser = HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            browser.send(HttpRequest.newBuilder(bench.loginLink("eve")).build(), BodyHandlers.ofString());
            for (String path : List.of(
                    "/",
                    "/?after=900",
                    "/?tag=env%3Dtest",
                    "/servers/orders-500",
                    "/servers/orders-500?span=hour",
                    "/servers/orders-500?span=quarter",
                    "/findings",
                    "/findings?view=each",
                    "/findings?view=patterns",
                    "/findings?q=table_77",
                    "/approvals",
                    "/actions",
                    "/pipeline")) {
                measure(bench, browser, path);
            }
        }
    }

    private static void measure(ConsoleBench bench, HttpClient browser, String path) throws Exception {
        long[] micros = new long[TIMES];
        long bytes = 0;
        for (int i = -10; i < TIMES; i++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> response = browser.send(
                    HttpRequest.newBuilder(bench.address().resolve(path))
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    BodyHandlers.ofByteArray());
            if (i >= 0) {
                micros[i] = Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1000;
            }
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            bytes = response.body().length;
        }
        Arrays.sort(micros);
        LOG.warn(
                "{}: median {} ms, 90 % {} ms, {} kB",
                path, micros[TIMES / 2] / 1000.0, micros[TIMES * 9 / 10] / 1000.0, bytes / 1000.0);
        assertThat(bytes).as(path).isLessThan(MOST_BYTES);
    }

    /** Servers, findings and figures as the first ones are, a day by five minutes and ninety by the hour. */
    private static void fill(TestDatabase database) {
        String names = " FROM generate_series(1, 999) s ";
        database.execute(
                "INSERT INTO instance SELECT 'orders-' || s, jsonb_set(document, '{instance}', to_jsonb('orders-' || s)), updated_at,"
                        + " revision, removed FROM instance, generate_series(1, 999) s",
                "INSERT INTO telemetry SELECT 'orders-' || s, since - interval '90 days', seen_at, seen_offset, reachability,"
                        + " figures || '{\"response\": 3, \"transactions\": 900}' FROM telemetry, generate_series(1, 999) s",
                "INSERT INTO facts SELECT 'orders-' || s, at, header, document FROM facts, generate_series(1, 999) s",
                "INSERT INTO server_settings SELECT 'orders-' || s, at, document FROM server_settings, generate_series(1, 999) s",
                "INSERT INTO reading_5m SELECT 'orders-' || s, date_bin('5 min', now(), 'epoch') - n * interval '5 min', 100, 3 + n % 7,"
                        + " 0, 40 + n % 9, 7, 900 + n % 50, 9, 300, 90000, 20, 99, 100, 1000, 10, 0, 150e6 + n, 999, 80e9 - n * 1e6"
                        + names + ", generate_series(1, 288) n",
                "INSERT INTO reading_1h SELECT 'orders-' || s, date_bin('1 hour', now(), 'epoch') - n * interval '1 hour', 100, 3 + n % 7,"
                        + " 0, 40 + n % 9, 7, 900 + n % 50, 9, 300, 90000, 20, 99, 100, 1000, 10, 0, 150e6 + n, 999, 80e9 - n * 1e6"
                        + names + ", generate_series(1, 2160) n WHERE s % 20 = 0 OR n < 170",
                """
                INSERT INTO finding SELECT 'fnd_' || md5(n::text), 'orders-' || n % 999 + 1, 'index.duplicate', n % 4, 'OPEN', false,
                  since - n % 50 * interval '1 hour', jsonb_set(jsonb_set(jsonb_set(document, '{id}', to_jsonb('fnd_' || md5(n::text))),
                    '{severity}', to_jsonb((ARRAY['info','warning','critical','emergency'])[n % 4 + 1])),
                    '{instance}', to_jsonb('orders-' || n % 999 + 1)), updated_at
                FROM finding, generate_series(2, 50000) n""",
                """
                INSERT INTO finding_row SELECT id, instance, rule, 'public.table_' || hashtext(id) % 500, severity + 4, state, since, NULL,
                  'table_' || hashtext(id) % 500
                FROM finding WHERE NOT EXISTS (SELECT FROM finding_row WHERE finding_row.id = finding.id)""",
                "VACUUM ANALYZE");
    }
}
