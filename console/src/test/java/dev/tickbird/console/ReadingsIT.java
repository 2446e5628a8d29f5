package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.Readings.Shape;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Facts of servers, from their topic into the console's history and onto its pages. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class ReadingsIT {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n]]");
    private static final String SERVER = Proposals.INSTANCE.value();

    @Test
    void replayLeavesTheSameRowsAndHostileNamesAreText(TestBroker broker, TestPostgres postgres, @TempDir Path folder)
            throws Exception {
        int newest = PostgresServer.majors().last();
        try (ConsoleBench bench = new ConsoleBench(broker, postgres.database(newest), folder, FleetPolicy.EMPTY)) {
            HttpClient browser = loggedIn(bench);
            assertThat(get(bench, browser, "/servers/nobody").statusCode()).isEqualTo(404);
            assertThat(get(bench, browser, "/servers/" + SERVER).body()).contains("It was not heard yet");

            long commits = 1000;
            List<String> names = HostileNames.identifiers();
            for (String name : names) {
                commits += 100;
                Map<String, Setting> settings = Map.of(
                        name, new Setting(name, name, name, true), "safe_setting", new Setting("1", null, "x", false));
                send(
                        bench,
                        SERVER,
                        Readings.facts(
                                SERVER,
                                Instant.now(),
                                Shape.of(commits).named(name).set(settings)));
                Await.until(
                        ConsoleBench.LIMIT,
                        "the facts are read",
                        () -> bench.query("SELECT 1 FROM reading WHERE size IS NOT NULL")
                                        .size()
                                > names.indexOf(name));
                HttpResponse<String> page = get(bench, browser, "/servers/" + SERVER);
                assertThat(page.statusCode()).as(name).isEqualTo(200);
                assertThat(page.body())
                        .as(name)
                        .contains("safe_setting")
                        .doesNotContain("<script>alert", "<img src=x", "<svg onload", "href=\"javascript:");
                assertThat(UNSEEN.matcher(page.body()).find())
                        .as("invisible characters of %s", name)
                        .isFalse();
            }

            send(bench, "somebody-else", Readings.canary(SERVER, Instant.now(), 9000));
            send(bench, SERVER, Readings.canary(SERVER, Instant.now(), 3));
            Await.until(
                    ConsoleBench.LIMIT,
                    "the last reading is there",
                    () -> bench.query("SELECT 1 FROM reading WHERE response = 3")
                                    .size()
                            == 1);
            assertThat(bench.all(Topic.DEAD_LETTERS)).hasSize(1);
            assertThat(bench.query("SELECT 1 FROM reading WHERE response > 3")).isEmpty();

            List<String> before = rows(bench);
            bench.replay(Topic.SNAPSHOTS_INSTANCE);
            send(bench, "after-replay", Readings.canary("after-replay", Instant.now(), 4));
            send(bench, SERVER, Readings.unreachable(SERVER, Instant.now()));
            Await.until(
                    ConsoleBench.LIMIT,
                    "what came after the replay is there",
                    () -> bench.query("SELECT 1 FROM reading WHERE up = 0 OR response = 4")
                                    .size()
                            == 2);
            assertThat(rows(bench)).isEqualTo(before);
            assertThat(get(bench, loggedIn(bench), "/servers/" + SERVER).body())
                    .contains("nothing listens on db1:5432");
        }
    }

    /** All but what came after the replay. */
    private static List<String> rows(ConsoleBench bench) {
        return Stream.of(
                        "SELECT to_jsonb(r)::text FROM reading r WHERE up > 0 AND response IS DISTINCT FROM 4 ORDER BY 1",
                        "SELECT to_jsonb(r)::text FROM facts r ORDER BY 1",
                        "SELECT to_jsonb(r)::text FROM server_settings r ORDER BY 1",
                        "SELECT to_jsonb(r)::text FROM setting_change r ORDER BY 1")
                .flatMap(sql -> bench.query(sql).stream())
                .toList();
    }

    private static void send(ConsoleBench bench, String key, InstanceSnapshot snapshot) {
        bench.send(bench.events.record(Topic.SNAPSHOTS_INSTANCE, key, snapshot));
    }

    private static HttpClient loggedIn(ConsoleBench bench) throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        browser.send(HttpRequest.newBuilder(bench.loginLink("eve")).build(), BodyHandlers.ofString());
        return browser;
    }

    private static HttpResponse<String> get(ConsoleBench bench, HttpClient browser, String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(bench.address().resolve(path)).build(), BodyHandlers.ofString());
    }
}
