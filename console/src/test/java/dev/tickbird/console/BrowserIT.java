package dev.tickbird.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tickbird.console.Browser.Look;
import dev.tickbird.console.Browser.Visit;
import dev.tickbird.console.Readings.Shape;
import dev.tickbird.console.history.Span;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real Chromium: by mouse and by keyboard, on a desktop and on a phone, in light and in dark. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
@EnabledIf("hasChromium")
class BrowserIT {
    static boolean hasChromium() {
        return Browser.binary().isPresent();
    }

    @Test
    void everyPageIsSoundAndTheJourneyGoesByMouseAndByKeyboard(
            TestBroker broker, TestPostgres postgres, @TempDir Path folder) {
        int newest = PostgresServer.majors().last();
        try (ConsoleBench bench = new ConsoleBench(broker, postgres.database(newest), folder, Scene.fleet());
                Browser browser = Browser.start()) {
            try (Visit newcomer = browser.visit(bench.loginLink("eve"), Look.DESKTOP)) {
                pages("empty").forEach((name, path) -> {
                    newcomer.open(bench.address(), path);
                    newcomer.inspect(name);
                });
            }
            Scene scene = new Scene(bench, Instant.now());
            scene.play();
            Map<String, String> pages = pages("full");
            pages.put("finding", "/findings/" + scene.cause());
            pages.put("findings-patterns", "/findings?view=patterns");
            pages.put("server-quarter", "/servers/orders?span=quarter");
            pages.put("server-unreachable", "/servers/search");
            for (Look look : Browser.looks()) {
                try (Visit visit = browser.visit(bench.loginLink("ann"), look)) {
                    pages.forEach((name, path) -> {
                        visit.open(bench.address(), path);
                        visit.inspect(name);
                    });
                }
            }
            byKeyboard(bench, browser);
            filtersAndUpdates(bench, browser);
            figures(bench, browser);
        }
    }

    private static Map<String, String> pages(String kind) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("fleet-" + kind, "/");
        pages.put("findings-" + kind, "/findings");
        pages.put("approvals-" + kind, "/approvals");
        pages.put("actions-" + kind, "/actions");
        pages.put("pipeline-" + kind, "/pipeline");
        pages.put("calendar-" + kind, "/calendar");
        pages.put("policies-" + kind, "/policies");
        pages.put("keys-" + kind, "/keys");
        pages.put("server-" + kind, "/servers/orders");
        return pages;
    }

    private static void byKeyboard(ConsoleBench bench, Browser browser) {
        try (Visit visit = browser.visit(bench.loginLink("ann"), Look.DESKTOP)) {
            Page page = visit.page();
            page.keyboard().press("?");
            assertThat(page.locator("#help")).isVisible();
            page.keyboard().press("Escape");
            go(bench, page, "f", "/findings");
            page.keyboard().press("/");
            assertThat(page.locator("#filter")).isFocused();
            page.keyboard().press("Escape");
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("k");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("database ledger will refuse writes in 3 days");
            page.waitForLoadState();
            go(bench, page, "a", "/approvals");
            Locator card = page.locator("article", new Page.LocatorOptions().setHasText("Mend orders_user_id_idx1"));
            card.locator("button.yes").press("Enter");
            assertThat(card).hasCount(0);
            go(bench, page, "x", "/actions");
            assertThat(page.locator("article")).containsText("Mend orders_user_id_idx1");
        }
    }

    private static void go(ConsoleBench bench, Page page, String key, String path) {
        page.keyboard().press("g");
        page.keyboard().press(key);
        page.waitForURL(bench.address().resolve(path).toString());
    }

    private static void filtersAndUpdates(ConsoleBench bench, Browser browser) {
        try (Visit visit = browser.visit(bench.loginLink("ann"), Look.DESKTOP)) {
            Page page = visit.page();
            page.navigate(bench.address().resolve("/findings").toString());
            page.locator("#filter").fill("LEDGER");
            assertThat(page.locator("#live tbody tr")).hasCount(1);
            assertThat(page).hasURL(java.util.regex.Pattern.compile(".*[?]q=LEDGER.*"));
            page.locator("#filter").fill("");
            page.locator("[name=view]").selectOption("patterns");
            assertThat(page.locator("#live")).containsText("orders_user_id_idx1 duplicates orders_user_id_idx");
            page.locator("tr", new Page.LocatorOptions().setHasText("orders_user_id_idx1"))
                    .locator("a")
                    .click();
            assertThat(page.locator("#live tbody tr")).hasCount(Scene.SERVERS.size());
            page.navigate(bench.address().resolve("/findings?q=fresh_index").toString());
            assertThat(page.locator("#live")).containsText("No finding fits this filter");
            bench.publish(Proposals.finding("index.duplicate", Severity.WARNING, "fresh_index", Instant.now()));
            assertThat(page.locator("#live")).containsText("fresh_index duplicates orders_pkey");
        }
    }

    /** From the fleet to a server, through its times, while it goes on being read. */
    private static void figures(ConsoleBench bench, Browser browser) {
        try (Visit visit = browser.visit(bench.loginLink("eve"), Look.DESKTOP)) {
            Page page = visit.page();
            page.navigate(bench.address().resolve("/").toString());
            Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("#s-billing")));
            assertThat(row).containsText("18 primary");
            bench.send(bench.events.record(
                    Topic.SNAPSHOTS_INSTANCE, "search", Readings.unreachable("search", Instant.now())));
            assertThat(row.locator("svg.spark")).hasCount(5);
            assertThat(page.locator("tr", new Page.LocatorOptions().setHas(page.locator("#s-search"))))
                    .containsText("unreachable refused");
            page.locator("#s-billing").click();
            assertThat(page.locator("h1")).hasText("billing");
            for (Span span : Span.values()) {
                page.locator(".chip", new Page.LocatorOptions().setHasText(span.title()))
                        .click();
                assertThat(page.locator(".chip[aria-current]")).hasText(span.title());
                assertThat(page.locator("svg[aria-label^='Response time: from']"))
                        .hasCount(1);
            }
            assertThat(page.locator("#live")).not().containsText("deadlock_timeout");
            Map<String, Setting> settings =
                    Map.of("deadlock_timeout", new Setting("5000", "ms", "command line", false));
            bench.send(bench.events.record(
                    Topic.SNAPSHOTS_INSTANCE,
                    "billing",
                    Readings.facts(
                            "billing", Instant.now(), Shape.of(1_000_000_000).set(settings))));
            assertThat(page.locator("#live"))
                    .containsText(
                            "deadlock_timeout not set → 5 s",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        }
    }
}
