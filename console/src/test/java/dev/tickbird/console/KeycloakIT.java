package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.testkit.Await;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody logs in through a real Keycloak. Only with {@code -Dtickbird.keycloak=FOLDER}, where Keycloak's distribution is unpacked, and
 * {@code -Dtickbird.keycloak.java=JAVA_HOME}.
 */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
@EnabledIfSystemProperty(named = "tickbird.keycloak", matches = ".+")
class KeycloakIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final String REALM = """
            {"realm": "acme", "enabled": true, "sslRequired": "none",
             "groups": [{"name": "dba"}],
             "users": [
               {"username": "olga", "enabled": true, "email": "olga@example.com", "firstName": "O", "lastName": "L",
                "emailVerified": true, "groups": ["/dba"],
                "credentials": [{"type": "password", "value": "a password of olga", "temporary": false}]},
               {"username": "gast", "enabled": true, "email": "gast@example.com", "firstName": "G", "lastName": "A",
                "emailVerified": true,
                "credentials": [{"type": "password", "value": "a password of gast", "temporary": false}]}],
             "clients": [{"clientId": "tickbird", "enabled": true, "protocol": "openid-connect", "publicClient": false,
               "secret": "a secret of the client", "standardFlowEnabled": true, "redirectUris": ["CONSOLE/oidc/callback"],
               "attributes": {"pkce.code.challenge.method": "S256"},
               "protocolMappers": [{"name": "groups", "protocol": "openid-connect",
                 "protocolMapper": "oidc-group-membership-mapper",
                 "config": {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"}}]}]}""";

    @Test
    void whoKeycloakKnowsHasTheRolesOfTheirGroups_andWhoHasNoneIsRefused(
            TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException, InterruptedException {
        int consolePort = ConsoleBench.freePort();
        int keycloakPort = ConsoleBench.freePort();
        String console = "http://localhost:" + consolePort;
        String issuer = "http://localhost:" + keycloakPort + "/realms/acme";
        Process keycloak = keycloak(folder, console, keycloakPort);
        try {
            Path secret = Files.writeString(folder.resolve("oidc"), "a secret of the client");
            String more = "publicUrl: " + console + "\noidc:\n  issuer: " + issuer
                    + "\n  clientId: tickbird\n  clientSecret: \"file:" + secret
                    + "\"\n  roles: {dba: [approver, dba]}\n";
            ConsoleBench.Extra extra = new ConsoleBench.Extra(more, "", consolePort);
            try (ConsoleBench bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY, extra)) {
                Await.until(LIMIT, "Keycloak answers", () -> answers(issuer));
                HttpResponse<String> olga = login(console, "olga");
                assertThat(olga.uri().toString()).isEqualTo(console + "/arrived");
                assertThat(olga.statusCode()).isEqualTo(200);
                HttpResponse<String> gast = login(console, "gast");
                assertThat(gast.statusCode()).isEqualTo(401);
                assertThat(gast.body()).contains("gives no role here");
                assertThat(bench.status("eve", "me")).isEqualTo(200);
            }
        } finally {
            keycloak.descendants().forEach(ProcessHandle::destroy);
            keycloak.destroy();
            assertThat(keycloak.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As a browser does: off to Keycloak, through its form, and back. */
    private static HttpResponse<String> login(String console, String name) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<String> form = browser.send(
                HttpRequest.newBuilder(URI.create(console + "/oidc/start")).build(), BodyHandlers.ofString());
        Matcher action = FORM.matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        String password = URLEncoder.encode("a password of " + name, StandardCharsets.UTF_8);
        HttpResponse<String> back = browser.send(
                HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=" + name + "&password=" + password))
                        .build(),
                BodyHandlers.ofString());
        if (back.statusCode() == 200) {
            HttpResponse<String> me = browser.send(
                    HttpRequest.newBuilder(URI.create(console + "/api/v1/me")).build(), BodyHandlers.ofString());
            assertThat(me.body()).contains(name, "approver", "dba");
        }
        return back;
    }

    private static Process keycloak(Path folder, String console, int port) throws IOException {
        Path home = Path.of(System.getProperty("tickbird.keycloak"));
        Path imported = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(imported.resolve("acme-realm.json"), REALM.replace("CONSOLE", console));
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("tickbird.keycloak.java"));
        return builder.start();
    }

    private static boolean answers(String issuer) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
