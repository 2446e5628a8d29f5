package dev.tickbird.console.web;

import dev.tickbird.console.web.Session.Visitor;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Before every request: who is it, and may it change anything? A change by cookie needs the page's own token and may not come from
 * another site; a bearer token is proof by itself, since browsers never send it by themselves.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-100)
final class Guard {
    static final String VISITOR = "tickbird.visitor";
    static final String FORM_TOKEN = "tickbird.form-token";
    private static final String HEADER = "X-CSRF-Token";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> PUBLIC = Set.of("/login", "/enter", "/arrived", "/oidc/start", "/oidc/callback");
    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private final Session session;
    private final PublicAddress address;
    private final RequestLimits limits = new RequestLimits();

    Guard(Session session, PublicAddress address) {
        this.session = session;
        this.address = address;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> before(HttpRequest<?> request) {
        boolean change = !SAFE.contains(request.getMethod());
        if (change && fromElsewhere(request)) {
            return refused(request, HttpStatus.FORBIDDEN, "the request comes from another site");
        }
        Optional<String> bearer = request.getHeaders().getAuthorization().filter(value -> value.startsWith("Bearer "));
        if (bearer.isPresent()) {
            Optional<Visitor> visitor = session.byToken(bearer.get().substring("Bearer ".length()));
            visitor.ifPresent(found -> request.setAttribute(VISITOR, found));
            return visitor.isPresent()
                    ? limited(request, visitor.get().name())
                    : refused(request, HttpStatus.UNAUTHORIZED, "the token is unknown or has expired");
        }
        String cookie = request.getCookies()
                .findCookie(Session.COOKIE)
                .map(Cookie::getValue)
                .orElse(null);
        Optional<Visitor> visitor = session.byCookie(cookie);
        if (visitor.isPresent() && cookie != null) {
            request.setAttribute(VISITOR, visitor.get());
            request.setAttribute(FORM_TOKEN, session.formToken(cookie));
            boolean fits = !change
                    || session.formTokenFits(cookie, request.getHeaders().get(HEADER));
            return fits
                    ? limited(request, visitor.get().name())
                    : refused(request, HttpStatus.FORBIDDEN, "the page's token is missing or old: reload the page");
        }
        return open(request.getPath())
                ? null
                : refused(request, HttpStatus.UNAUTHORIZED, "log in, or send a bearer token");
    }

    private @Nullable HttpResponse<?> limited(HttpRequest<?> request, String name) {
        return limits.take(name)
                ? null
                : refused(request, HttpStatus.TOO_MANY_REQUESTS, "too many requests: slow down")
                        .header(HttpHeaders.RETRY_AFTER, "1");
    }

    @ResponseFilter
    void after(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (address.secure(request)) {
            response.header("Strict-Transport-Security", "max-age=31536000");
        }
        response.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, caching(request.getPath()));
    }

    /** Pages are never kept; a library's address has its version, our own files are asked for again each time. */
    private static String caching(String path) {
        if (path.startsWith("/webjars/")) {
            return "public, max-age=31536000, immutable";
        }
        return path.startsWith("/static/") ? "no-cache" : "no-store";
    }

    private static boolean open(String path) {
        return PUBLIC.contains(path) || path.startsWith("/static/") || path.startsWith("/webjars/");
    }

    private static boolean fromElsewhere(HttpRequest<?> request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static MutableHttpResponse<?> refused(HttpRequest<?> request, HttpStatus status, String detail) {
        boolean page =
                request.getMethod() == HttpMethod.GET && !request.getPath().startsWith("/api/");
        if (page && status == HttpStatus.UNAUTHORIZED) {
            return HttpResponse.seeOther(URI.create("/login"));
        }
        return HttpResponse.status(status)
                .contentType(MediaType.of(Problem.MEDIA_TYPE))
                .body(Problem.of(status, detail, null));
    }
}
