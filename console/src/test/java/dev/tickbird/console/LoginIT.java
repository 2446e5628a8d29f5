package dev.tickbird.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tickbird.console.identity.Passwords;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.testkit.SharedKafka;
import dev.tickbird.testkit.SharedPostgres;
import dev.tickbird.testkit.TestBroker;
import dev.tickbird.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People log in by password, token or an identity provider, and may do no more than they may. */
@ExtendWith({SharedKafka.class, SharedPostgres.class})
class LoginIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String PAGE = "http://localhost:8080";

    private final Instant now = InstantSource.system().instant();
    private final IdentityProvider provider = new IdentityProvider();
    private @Nullable ConsoleBench bench;

    @BeforeEach
    void start(TestBroker broker, TestDatabase database, @TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("oidc"), IdentityProvider.SECRET);
        String more = ConsoleBench.user("pam", "approver") + "    password: \"" + Passwords.hash(PASSWORD) + "\"\n"
                + "    approves: {highestRisk: low}\n"
                + "    tokens:\n"
                + "      - {name: looks, sha256: " + ConsoleBench.sha256("pam-looks") + ", roles: [viewer]}\n"
                + "      - {name: more, sha256: " + ConsoleBench.sha256("pam-more") + ", roles: [admin, operator]}\n"
                + "      - {name: gone, sha256: " + ConsoleBench.sha256("pam-gone")
                + ", roles: [viewer], expires: 2020-01-01T00:00:00Z}\n"
                + "publicUrl: " + PAGE + "\n"
                + "oidc:\n  issuer: " + provider.issuer() + "\n  clientId: " + IdentityProvider.CLIENT
                + "\n  clientSecret: \"file:" + secret + "\"\n  rolesClaim: realm_access.roles\n"
                + "  roles: {dba: [approver, dba]}\n";
        bench = new ConsoleBench(broker, database, folder, FleetPolicy.EMPTY, new ConsoleBench.Extra(more, "", 0));
    }

    @AfterEach
    void close() {
        bench().close();
        provider.close();
    }

    @Test
    void aPasswordBuysACookieThatOutlivesARestart_andEndsWithTheLogout() {
        HttpResponse<String> login = login("pam", PASSWORD);
        assertThat(login.statusCode()).isEqualTo(303);
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HTTPOnly", "SameSite=Strict");
        String cookie = set.split(";", 2)[0];
        assertThat(me(cookie).statusCode()).isEqualTo(200);
        bench().restart();
        assertThat(me(cookie).body()).contains("pam");
        HttpResponse<String> out = bench().send(request("/logout")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", formToken(cookie))
                .POST(BodyPublishers.noBody()));
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(me(cookie).statusCode()).as("whoever kept it").isEqualTo(401);
        assertThat(me("tickbird-session=").statusCode()).isEqualTo(401);
    }

    @Test
    void whoGuessesIsLockedOut_evenWithTheRightPassword_andNobodyElse() {
        for (int i = 0; i < 5; i++) {
            assertThat(login("pam", "guess " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = login("pam", PASSWORD);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        assertThat(locked.body()).contains("Too many attempts failed").doesNotContain(PASSWORD);
        assertThat(login("nobody", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(bench().status("eve", "me")).isEqualTo(200);
    }

    @Test
    void aTokenMayDoNoMoreThanItSays_norMoreThanItsUser_norAfterItsEnd() {
        Proposal low = Proposals.low("orders", now);
        bench().publish(low);
        assertThat(bearer("pam-looks", "me").body()).contains("[\"viewer\"]");
        assertThat(bearer("pam-more", "me").body()).as("no admin").contains("[\"operator\"]");
        assertThat(bearer("pam-gone", "me").statusCode()).isEqualTo(401);
        HttpResponse<String> refused = bench().send(request("/api/v1/actions/" + low.id() + "/approve")
                .header("Authorization", "Bearer pam-more")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("needs the role 'approver'");
    }

    @Test
    void anApproversWordGoesAsFarAsTheConfigurationSays() {
        Proposal low = Proposals.low("orders", now);
        Proposal medium = Proposals.medium("orders_user_idx1", now);
        bench().publish(low);
        bench().publish(medium);
        HttpResponse<String> refused = bench().post("pam", "actions/" + medium.id() + "/approve", Map.of());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("pam may not approve drop-index of medium risk");
        assertThat(bench().get("eve", "actions/" + medium.id())
                        .path("needs")
                        .path("mayApprove")
                        .toString())
                .doesNotContain("pam");
        assertThat(bench().post("pam", "actions/" + low.id() + "/approve", Map.of())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void theIdentityProvidersPeopleHaveTheRolesThatTheirGroupsGive() {
        Trip trip = depart();
        HttpResponse<String> back = arrive(trip, trip.cookie());
        assertThat(back.statusCode()).isEqualTo(303);
        String cookie = back.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(me(cookie).body()).contains("olga", "approver", "dba").doesNotContain("unknown here");
        bench().restart();
        assertThat(me(cookie).body()).contains("olga");
        assertThat(arrive(trip, trip.cookie()).statusCode())
                .as("a code is redeemed once")
                .isEqualTo(400);
    }

    @Test
    void whatTheProviderDidNotSayToUsNowDoesNotCount() {
        assertThat(arrive(depart(), "tickbird-login=another").statusCode())
                .as("begun in another browser")
                .isEqualTo(400);
        refused(token -> token.claim("nonce", "old"));
        refused(token -> token.audience("another client"));
        refused(token -> token.issuer("http://127.0.0.1:1"));
        refused(token -> token.expirationTime(Date.from(now.minusSeconds(3600))));
        refused(token -> token.claim("realm_access", Map.of("roles", List.of("guest"))));
        refused(token -> token.claim("preferred_username", null));
        provider.tokensAre(token -> token.claim("preferred_username", "ann"));
        Trip asAnn = depart();
        assertThat(arrive(asAnn, asAnn.cookie()).statusCode())
                .as("a user of our own")
                .isEqualTo(403);
        provider.tokensAre(token -> token);
        provider.tokensAreUnsigned();
        Trip unsigned = depart();
        assertThat(arrive(unsigned, unsigned.cookie()).statusCode()).isEqualTo(401);
        provider.aStrangerSignsTokens();
        Trip strange = depart();
        assertThat(arrive(strange, strange.cookie()).statusCode()).isEqualTo(401);
        provider.tokensAre(token -> token);
        Trip good = depart();
        assertThat(arrive(good, good.cookie()).statusCode()).isEqualTo(303);
    }

    @Test
    void moreThanAUserMayAskIsRefusedForAMoment_andOthersAreAnswered() {
        boolean refused = false;
        for (int i = 0; i < 2000 && !refused; i++) {
            refused = bench().status("op", "me") == 429;
        }
        assertThat(refused).isTrue();
        assertThat(bench().status("eve", "me")).isEqualTo(200);
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> tokens) {
        provider.tokensAre(tokens);
        Trip trip = depart();
        HttpResponse<String> answer = arrive(trip, trip.cookie());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("tickbird-session"));
    }

    private record Trip(URI there, String cookie) {}

    private Trip depart() {
        HttpResponse<String> start = bench().send(request("/oidc/start").GET());
        assertThat(start.statusCode()).isEqualTo(303);
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly");
        return new Trip(URI.create(start.headers().firstValue("Location").orElseThrow()), cookie.split(";", 2)[0]);
    }

    private HttpResponse<String> arrive(Trip trip, String cookie) {
        String back = provider.login(trip.there());
        assertThat(back).startsWith(PAGE + "/oidc/callback?");
        return bench().send(request(back.substring(PAGE.length()))
                .header("Cookie", cookie)
                .GET());
    }

    private HttpResponse<String> login(String name, String password) {
        return bench().send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "name=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> me(String cookie) {
        return bench().send(request("/api/v1/me").header("Cookie", cookie).GET());
    }

    private HttpResponse<String> bearer(String token, String path) {
        return bench().send(request("/api/v1/" + path)
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    /** As the page says it. */
    private String formToken(String cookie) {
        String page = bench().send(request("/").header("Cookie", cookie).GET()).body();
        int start = page.indexOf("X-CSRF-Token") + "X-CSRF-Token\":\"".length();
        return page.substring(start, page.indexOf('"', start));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(bench().address().resolve(path));
    }

    private ConsoleBench bench() {
        return Objects.requireNonNull(bench);
    }
}
