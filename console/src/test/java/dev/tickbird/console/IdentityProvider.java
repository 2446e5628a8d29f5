package dev.tickbird.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An OpenID Connect provider of one client, strict about what the client sends (secret, code, redirect, PKCE); its tokens can be made
 * wrong on purpose.
 */
final class IdentityProvider implements AutoCloseable {
    static final String CLIENT = "tickbird";
    static final String SECRET = "a secret of the client";
    private static final String CODE = "the-code";

    private final HttpServer server;
    private final RSAKey key = key();
    private Map<String, String> asked = Map.of();
    private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
    private boolean unsigned;
    private boolean strangerSigns;

    IdentityProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As if the person had logged in there: returns with what the browser goes back. */
    String login(URI authorization) {
        asked = parameters(authorization.getRawQuery());
        if (!"code".equals(asked.get("response_type")) || !"S256".equals(asked.get("code_challenge_method"))) {
            throw new IllegalStateException("not a code flow with PKCE: " + asked);
        }
        return asked.get("redirect_uri") + "?code=" + CODE + "&state=" + asked.get("state");
    }

    void tokensAre(UnaryOperator<JWTClaimsSet.Builder> changed) {
        claims = changed;
        unsigned = false;
        strangerSigns = false;
    }

    void tokensAreUnsigned() {
        unsigned = true;
    }

    void aStrangerSignsTokens() {
        unsigned = false;
        strangerSigns = true;
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> body =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
        String verifier = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(StableId.sha256()
                        .digest(body.getOrDefault("code_verifier", "").getBytes(StandardCharsets.US_ASCII)));
        boolean fits = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && CODE.equals(body.get("code"))
                && "authorization_code".equals(body.get("grant_type"))
                && asked.getOrDefault("redirect_uri", "?").equals(body.get("redirect_uri"))
                && verifier.equals(asked.get("code_challenge"));
        if (!fits) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        ObjectNode answer = Codec.mapper()
                .createObjectNode()
                .put("access_token", "opaque")
                .put("token_type", "Bearer")
                .put("id_token", idToken());
        answer(exchange, 200, answer.toString());
    }

    private String idToken() {
        Instant now = InstantSource.system().instant();
        JWTClaimsSet set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject("4711")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("nonce", asked.get("nonce"))
                        .claim("preferred_username", "olga")
                        .claim("realm_access", Map.of("roles", List.of("dba", "unknown here"))))
                .build();
        if (unsigned) {
            return new PlainJWT(set).serialize();
        }
        try {
            RSAKey signs = strangerSigns ? key() : key;
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    set);
            jwt.sign(new RSASSASigner(signs));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String metadata() {
        return Codec.mapper()
                .createObjectNode()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/jwks")
                .<ObjectNode>set(
                        "response_types_supported",
                        Codec.mapper().createArrayNode().add("code"))
                .<ObjectNode>set(
                        "subject_types_supported",
                        Codec.mapper().createArrayNode().add("public"))
                .<ObjectNode>set(
                        "id_token_signing_alg_values_supported",
                        Codec.mapper().createArrayNode().add("RS256"))
                .toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
