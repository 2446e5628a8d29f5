package dev.tickbird.runtime.security;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What makes a public key a passkey's: a WebAuthn credential, which signs only what its authenticator has asked a person about.
 *
 * @param credential the credential's id, base64url
 * @param relyingParty the domain that it was made for, e.g. {@code tickbird.example.com}
 * @param origins of the pages on which it may be used, e.g. {@code https://tickbird.example.com}
 */
public record Passkey(String credential, String relyingParty, List<String> origins) {
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{8,1400}");

    public Passkey {
        if (credential == null || !BASE64URL.matcher(credential).matches()) {
            throw new IllegalArgumentException("the key \"passkey.credential\" is not a credential id in base64url");
        }
        if (relyingParty == null || relyingParty.isBlank()) {
            throw new IllegalArgumentException("the key \"passkey.relyingParty\" is missing: the console's domain");
        }
        if (origins == null || origins.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key \"passkey.origins\" is missing: the addresses of the console's pages");
        }
        origins = List.copyOf(origins);
        origins.forEach(Passkey::check);
    }

    private static void check(String origin) {
        URI uri = URI.create(origin);
        boolean local = "localhost".equals(uri.getHost());
        boolean fits = uri.getHost() != null
                && ("https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme())))
                && origin.toLowerCase(Locale.ROOT).equals(origin)
                && !origin.endsWith("/");
        if (!fits) {
            throw new IllegalArgumentException("the key \"passkey.origins\" has '" + origin
                    + "': expected e.g. https://tickbird.example.com, or http://localhost:8080");
        }
    }
}
