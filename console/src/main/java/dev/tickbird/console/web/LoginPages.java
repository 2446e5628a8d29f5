package dev.tickbird.console.web;

import dev.tickbird.console.app.ConsoleConfig;
import dev.tickbird.console.app.ConsoleConfig.Oidc;
import dev.tickbird.console.identity.LoginLock;
import dev.tickbird.console.web.OpenId.Trip;
import dev.tickbird.console.web.Session.Visitor;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.views.ModelAndView;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out. */
@Controller
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
final class LoginPages {
    private static final Logger LOG = LoggerFactory.getLogger(LoginPages.class);
    private static final String TRIP = "tickbird-login";
    private static final Duration TRIP_LIFE = Duration.ofMinutes(10);
    private static final int TRIPS = 10_000;
    private static final int FAILURES_OF_A_NAME = 5;
    private static final int FAILURES_OF_AN_ADDRESS = 50;

    private final Session session;
    private final PublicAddress address;
    private final @Nullable OpenId provider;
    private final boolean passwords;
    private final InstantSource clock;
    private final LoginLock names;
    private final LoginLock addresses;
    private final Map<String, Pending> trips = new ConcurrentHashMap<>();

    private record Pending(Trip trip, Instant until) {}

    LoginPages(Session session, PublicAddress address, ConsoleConfig config, InstantSource clock) {
        this.session = session;
        this.clock = clock;
        this.names = new LoginLock(FAILURES_OF_A_NAME, clock);
        this.addresses = new LoginLock(FAILURES_OF_AN_ADDRESS, clock);
        this.address = address;
        Oidc oidc = config.oidc();
        this.provider = oidc == null ? null : new OpenId(oidc, URI.create(String.valueOf(config.publicUrl())));
        this.passwords = config.users().stream().anyMatch(user -> user.password() != null);
    }

    @Get("/login")
    ModelAndView<Map<String, Object>> login() {
        return page("");
    }

    @Post("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> enter(
            HttpRequest<?> request, @Nullable String name, @Nullable String password, @Nullable String token) {
        String from = request.getRemoteAddress().getAddress().getHostAddress();
        String who = name == null || name.isBlank() ? "token" : "name " + name;
        Optional<Duration> locked = names.locked(who).or(() -> addresses.locked(from));
        if (locked.isPresent()) {
            LOG.warn("a login from {} is refused: too many failed", from);
            return answer(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "Too many attempts failed: try again in "
                                    + (locked.get().toSeconds() + 1) + " s.")
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(locked.get().toSeconds() + 1));
        }
        Optional<Visitor> visitor = token == null || token.isBlank()
                ? session.byPassword(name == null ? "" : name, password == null ? "" : password)
                : session.byToken(token);
        if (visitor.isEmpty()) {
            if (!who.equals("token")) {
                names.failed(who);
            }
            addresses.failed(from);
            LOG.warn("a login from {} failed", from);
            return answer(
                    HttpStatus.UNAUTHORIZED,
                    token == null || token.isBlank()
                            ? "The name or the password is wrong."
                            : "This token is unknown or has expired.");
        }
        names.succeeded(who);
        return entered(request, visitor.get(), "/");
    }

    @Get("/enter")
    HttpResponse<?> link(HttpRequest<?> request, @QueryValue String code) {
        return session.byCode(code)
                .<HttpResponse<?>>map(visitor -> entered(request, visitor, "/"))
                .orElseGet(() -> answer(HttpStatus.UNAUTHORIZED, "This link was used, or has expired."));
    }

    @Post("/logout")
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_JSON, MediaType.ALL})
    HttpResponse<?> leave(@CookieValue(Session.COOKIE) @Nullable String cookie) {
        if (cookie != null) {
            session.end(cookie);
        }
        return HttpResponse.noContent()
                .cookie(Cookie.of(Session.COOKIE, "").path("/").maxAge(0))
                .header("HX-Redirect", "/login");
    }

    /** Off to the identity provider. */
    @Get("/oidc/start")
    HttpResponse<?> start(HttpRequest<?> request) {
        if (provider == null) {
            return answer(HttpStatus.NOT_FOUND, "No identity provider is configured.");
        }
        Trip trip = OpenId.trip();
        trips.values().removeIf(pending -> clock.instant().isAfter(pending.until()));
        if (trips.size() >= TRIPS) {
            return answer(HttpStatus.TOO_MANY_REQUESTS, "Too many logins are under way: try again in a minute.");
        }
        try {
            URI there = provider.address(trip);
            trips.put(trip.state(), new Pending(trip, clock.instant().plus(TRIP_LIFE)));
            // The way back begins at another site, so this cookie cannot be strict.
            return HttpResponse.seeOther(there)
                    .cookie(cookie(request, TRIP, trip.state(), TRIP_LIFE).sameSite(SameSite.Lax));
        } catch (OpenId.Refused e) {
            return refused(e);
        }
    }

    /** Back from the identity provider. */
    @Get("/oidc/callback{?code,state,error}")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> callback(
            HttpRequest<?> request,
            @CookieValue(TRIP) @Nullable String begun,
            @QueryValue @Nullable String code,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String error) {
        Pending pending = state == null || !state.equals(begun) ? null : trips.remove(state);
        if (provider == null || pending == null || clock.instant().isAfter(pending.until())) {
            return answer(HttpStatus.BAD_REQUEST, "This login began elsewhere or took too long: begin again.");
        }
        if (code == null) {
            return answer(
                    HttpStatus.UNAUTHORIZED,
                    "The identity provider let nobody in" + (error == null ? "." : " (" + error + ")."));
        }
        try {
            OpenId.Person person = provider.redeem(pending.trip(), code);
            return entered(request, session.byProvider(person.name(), person.roles()), "/arrived");
        } catch (OpenId.Refused e) {
            return refused(e);
        } catch (IllegalArgumentException e) {
            return answer(HttpStatus.FORBIDDEN, "You cannot log in this way: " + e.getMessage() + ".");
        }
    }

    /** A strict cookie is not sent on a way that began at another site: from this page on it is. */
    @Get("/arrived")
    ModelAndView<Map<String, Object>> arrived() {
        return new ModelAndView<>("arrived", Map.of());
    }

    private HttpResponse<?> refused(OpenId.Refused e) {
        LOG.warn("a login through the identity provider failed: {}", e.getMessage(), e);
        return answer(HttpStatus.UNAUTHORIZED, e.getMessage() + ".");
    }

    private HttpResponse<?> entered(HttpRequest<?> request, Visitor visitor, String where) {
        LOG.info(
                "{} has logged in from {}",
                visitor.name(),
                request.getRemoteAddress().getAddress().getHostAddress());
        Cookie cookie = cookie(request, Session.COOKIE, session.begin(visitor), Session.LIFE)
                .sameSite(SameSite.Strict);
        return HttpResponse.seeOther(URI.create(where)).cookie(cookie);
    }

    private Cookie cookie(HttpRequest<?> request, String name, String value, Duration life) {
        return Cookie.of(name, value)
                .path("/")
                .httpOnly(true)
                .secure(address.secure(request))
                .maxAge(life);
    }

    private MutableHttpResponse<?> answer(HttpStatus status, String failed) {
        return HttpResponse.status(status).contentType(MediaType.TEXT_HTML_TYPE).body(page(failed));
    }

    private ModelAndView<Map<String, Object>> page(String failed) {
        return new ModelAndView<>(
                "login", Map.of("failed", failed, "passwords", passwords, "provider", provider != null));
    }
}
