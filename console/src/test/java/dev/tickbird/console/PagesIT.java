package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser's place: who gets in, what it may do, and that no name of a database's can act on it. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class PagesIT {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n]]");
    private static final Pattern FORM_TOKEN = Pattern.compile("X-CSRF-Token\":\"([^\"]+)\"");

    private final Instant now = Instant.now();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void showsHostileNamesAsTextAndDecidesOnlyForWhoAskedFromThePage(
            TestBroker broker, TestPostgres postgres, @TempDir Path folder) throws Exception {
        int newest = PostgresServer.majors().last();
        try (ConsoleBench bench = new ConsoleBench(broker, postgres.database(newest), folder, FleetPolicy.EMPTY)) {
            for (String name : HostileNames.identifiers()) {
                Finding finding = Proposals.finding("index.duplicate", Severity.WARNING, name, now);
                bench.send(bench.events.record(
                        Topic.FINDINGS, Partitions.key("orders", finding.id().value()), finding));
                Proposal proposal = Proposals.medium(name, now);
                bench.send(bench.events.record(
                        Topic.PROPOSALS, Partitions.key("orders", proposal.id().value()), proposal));
            }
            Proposal plain = Proposals.medium("plain_index", now);
            bench.publish(plain);
            Await.until(
                    ConsoleBench.LIMIT,
                    "every proposal is listed",
                    () -> bench.get("eve", "actions?state=PROPOSED&limit=500").size()
                            == HostileNames.identifiers().size() + 1);

            assertThat(get(bench, "/").uri().getPath()).as("without a login").isEqualTo("/login");
            assertThat(browser.send(
                                    HttpRequest.newBuilder(bench.loginLink("ann"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isLessThan(400);
            HttpResponse<String> home = get(bench, "/approvals");

            String page = home.body();
            assertThat(page).contains("plain_index");
            for (String path : paths(plain)) {
                HttpResponse<String> shown = get(bench, path);
                assertThat(shown.statusCode()).as(path).isEqualTo(200);
                assertThat(shown.body())
                        .as(path)
                        .doesNotContain("<script>alert", "<img src=x", "<svg onload", "href=\"javascript:");
                assertThat(UNSEEN.matcher(shown.body()).find())
                        .as("invisible characters of " + path)
                        .isFalse();
            }
            assertThat(get(bench, "/findings?view=each").body()).contains("Robert'); DROP TABLE students;--");
            assertThat(home.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline", "unsafe-eval");

            URI approve = bench.address().resolve("/actions/" + plain.id().value() + "/approve");
            String form = "digest=" + plain.digest().value().replace(":", "%3A");
            assertThat(post(approve, form, null).statusCode())
                    .as("without the page's token")
                    .isEqualTo(403);
            assertThat(bench.get("eve", "actions/" + plain.id()).path("state").asText())
                    .isEqualTo("PROPOSED");
            var token = FORM_TOKEN.matcher(page);
            assertThat(token.find()).isTrue();
            assertThat(post(approve, form, token.group(1)).statusCode()).isEqualTo(204);
            bench.awaitState(plain, "APPROVED");
            assertThat(approvals(bench, plain)).isEqualTo(1);
            waivesFromThePage(bench, token.group(1));
        }
    }

    private void waivesFromThePage(ConsoleBench bench, String token) throws Exception {
        Finding finding = Proposals.finding("index.duplicate", Severity.WARNING, "waived_index", now);
        bench.publish(finding);
        URI waive = bench.address().resolve("/findings/" + finding.id() + "/waive");
        String form = "days=30&reason=the+migration+drops+it";
        assertThat(post(waive, form, null).statusCode())
                .as("without the page's token")
                .isEqualTo(403);
        String list = "/findings?q=waived_index";
        assertThat(get(bench, list).body()).contains("waived_index duplicates").doesNotContain("1 waived");
        assertThat(get(bench, "/findings/" + finding.id()).body()).contains("/waive\"");
        assertThat(post(waive, form, token).statusCode()).isEqualTo(204);
        assertThat(get(bench, list).body()).contains("1 waived").doesNotContain("waived_index duplicates");
        assertThat(get(bench, "/findings?waived=true").body())
                .contains("waived_index", "by ann: the migration drops it")
                .doesNotContain("plain_index duplicates");
        assertThat(get(bench, "/findings/" + finding.id()).body()).contains("Waived until", "/unwaive\"");
    }

    /** Every page, and those of each hostile name. */
    private List<String> paths(Proposal plain) {
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/findings",
                "/findings?view=each",
                "/findings?view=patterns",
                "/approvals",
                "/actions",
                "/pipeline"));
        paths.add("/actions/" + plain.id());
        for (String name : HostileNames.identifiers()) {
            paths.add("/findings/"
                    + Proposals.finding("index.duplicate", Severity.WARNING, name, now)
                            .id());
            paths.add("/findings?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
            paths.add("/?tag=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
        return paths;
    }

    private static int approvals(ConsoleBench bench, Proposal proposal) {
        Await.until(
                ConsoleBench.LIMIT,
                "the decision is on its topic",
                () -> !bench.all(Topic.DECISIONS).isEmpty());
        assertThat(bench.get("eve", "actions/" + proposal.id()).toString()).contains("ann");
        return bench.all(Topic.DECISIONS).size();
    }

    private HttpResponse<String> get(ConsoleBench bench, String path) throws Exception {
        HttpResponse<String> response = HttpClient.newBuilder()
                .cookieHandler(browser.cookieHandler().orElseThrow())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(HttpRequest.newBuilder(bench.address().resolve(path)).build(), BodyHandlers.ofString());
        return response;
    }

    private HttpResponse<String> post(URI address, String form, @org.jspecify.annotations.Nullable String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (token != null) {
            request.header("X-CSRF-Token", token);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }
}
