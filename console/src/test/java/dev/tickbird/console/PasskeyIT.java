package dev.tickbird.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.tickbird.console.Browser.Look;
import dev.tickbird.console.Browser.Visit;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CanonicalJson;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.SoftPasskey;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** High risk is approved in a real browser by its authenticator, and what that signed is what executors verify. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
@EnabledIf("hasChromium")
class PasskeyIT {
    private final Instant now = InstantSource.system().instant();

    static boolean hasChromium() {
        return Browser.binary().isPresent();
    }

    @Test
    void anApprovalIsSignedInTheBrowser_andAConsoleThatAsksForAnotherSignatureGainsNothing(
            TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException {
        int port = ConsoleBench.freePort();
        SoftPasskey passkey = SoftPasskey.make("localhost", "http://localhost:" + port);
        String trust = passkey.trustEntry("ann") + "    scope: {highestRisk: high}\n";
        ConsoleBench.Extra extra = new ConsoleBench.Extra("", trust, port);
        Proposal first = Proposals.high(4711, now);
        Proposal second = Proposals.high(4712, now);
        try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY, extra);
                Browser browser = Browser.start()) {
            bench.publish(first);
            bench.publish(second);
            URI login = URI.create(bench.loginLink("ann").toString().replace("127.0.0.1", "localhost"));
            URI console = URI.create("http://localhost:" + port);
            try (Visit visit = browser.visit(login, Look.DESKTOP)) {
                Page page = visit.page();
                authenticator(page, passkey);
                visit.open(console, "/approvals");
                visit.inspect("approvals-passkey");

                page.route("**/api/v1/actions/" + second.id() + "/passkey", PasskeyIT::lie);
                approve(page, second);
                assertThat(page.locator("#notice")).containsText("does not fit the passkey");
                assertThat(bench.get("eve", "actions/" + second.id())
                                .path("state")
                                .asText())
                        .isEqualTo("PROPOSED");

                approve(page, first);
                bench.awaitState(first, "APPROVED");
                Decision decision = Codec.mapper()
                        .treeToValue(
                                bench.get("eve", "actions/" + first.id())
                                        .path("decisions")
                                        .path(0),
                                Decision.class);
                // As an executor that knows nothing but its trust file.
                TrustedKeys executor = TrustedKeys.parse("keys:\n" + trust, "trust.yml", InstantSource.system());
                assertThat(executor.verify(String.valueOf(decision.signature()), DecisionClaims.JWS_TYPE))
                        .isInstanceOfSatisfying(VerifyResult.Verified.class, verified -> {
                            assertThat(verified.key().owner()).isEqualTo("ann");
                            assertThat(verified.bytes()).isEqualTo(CanonicalJson.bytes(decision.claims()));
                        });

                visit.open(console, "/keys");
                page.locator("#make-passkey").click();
                assertThat(page.locator("#made")).isVisible();
                TrustedKeys made = TrustedKeys.parse(
                        "keys:\n" + page.locator("#made-entry").textContent(), "trust.yml", InstantSource.system());
                assertThat(made.all()).singleElement().satisfies(key -> {
                    assertThat(key.owner()).isEqualTo("ann");
                    assertThat(key.passkey()).isNotNull();
                    assertThat(key.id()).as("a new one").isNotEqualTo(idOf(executor));
                });
            }
        }
    }

    private static String idOf(TrustedKeys keys) {
        return keys.all().iterator().next().id();
    }

    private static void approve(Page page, Proposal proposal) {
        Locator card = page.locator("article[data-action='" + proposal.id() + "']");
        card.locator("[data-passkey]").click();
    }

    /** The console shows one thing and asks the authenticator about another. */
    private static void lie(Route route) {
        var answer = route.fetch();
        String text = answer.text();
        int start = text.indexOf("\"challenge\":\"") + "\"challenge\":\"".length();
        String lied = text.substring(0, start) + "A".repeat(43) + text.substring(start + 43);
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(lied));
    }

    private static void authenticator(Page page, SoftPasskey passkey) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject asked = new JsonObject();
        asked.add("options", options);
        String id = session.send("WebAuthn.addVirtualAuthenticator", asked)
                .get("authenticatorId")
                .getAsString();
        JsonObject credential = new JsonObject();
        credential.addProperty("credentialId", standard(passkey.credential()));
        credential.addProperty("isResidentCredential", false);
        credential.addProperty("rpId", "localhost");
        credential.addProperty("privateKey", standard(passkey.privateKey()));
        credential.addProperty("signCount", 1);
        JsonObject given = new JsonObject();
        given.addProperty("authenticatorId", id);
        given.add("credential", credential);
        session.send("WebAuthn.addCredential", given);
    }

    /** The protocol wants the usual alphabet of base64, with padding. */
    private static String standard(String base64url) {
        String text = base64url.replace('-', '+').replace('_', '/');
        return text + "=".repeat((4 - text.length() % 4) % 4);
    }
}
