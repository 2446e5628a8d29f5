package dev.tickbird.console.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where people reach the console: as configured, else as the request was addressed. */
public final class PublicAddress {
    private final @Nullable URI configured;

    public PublicAddress(@Nullable String configured) {
        this.configured = configured == null ? null : URI.create(configured);
    }

    /** The address of the console's pages. */
    public URI of(HttpRequest<?> request) {
        if (configured != null) {
            return configured;
        }
        String host = request.getHeaders().get(HttpHeaders.HOST);
        return URI.create((request.isSecure() ? "https://" : "http://") + (host == null ? "localhost" : host));
    }

    /** Whether cookies may be kept from plain connections. */
    boolean secure(HttpRequest<?> request) {
        return "https".equals(of(request).getScheme());
    }
}
