package dev.tickbird.console.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.tickbird.console.app.ConsoleConfig.Oidc;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logs people in through an OpenID Connect provider: authorization code with PKCE; the ID token is validated by its keys. */
final class OpenId {
    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    /** With keys of the provider only: never {@code none}, never a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.RS512, JWSAlgorithm.ES512);

    private final Oidc settings;
    private final URI redirect;
    private @Nullable Provider known;

    /** The provider as it describes itself, with what checks its tokens by its keys; those are fetched again when they change. */
    private record Provider(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    OpenId(Oidc settings, URI page) {
        this.settings = settings;
        this.redirect = page.resolve("/oidc/callback");
    }

    /** What has to be kept until the person comes back. */
    record Trip(String state, String nonce, String verifier) {}

    /** Who came back. */
    record Person(String name, List<String> roles) {}

    /** The provider's word does not count, or cannot be had; the message is for the person. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    static Trip trip() {
        return new Trip(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
    }

    /** Where the person goes to log in. */
    URI address(Trip trip) throws Refused {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), new ClientID(settings.clientId()), redirect)
                .endpointURI(provider().metadata().getAuthorizationEndpointURI())
                .state(new State(trip.state()))
                .nonce(new Nonce(trip.nonce()))
                .codeChallenge(new CodeVerifier(trip.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Redeems the code with which the person came back. */
    Person redeem(Trip trip, String code) throws Refused {
        Provider provider = provider();
        ClientID client = new ClientID(settings.clientId());
        TokenRequest request = new TokenRequest.Builder(
                        provider.metadata().getTokenEndpointURI(),
                        new ClientSecretBasic(
                                client, new Secret(settings.clientSecret().resolve())),
                        new AuthorizationCodeGrant(
                                new AuthorizationCode(code), redirect, new CodeVerifier(trip.verifier())))
                .build();
        try {
            HTTPRequest http = request.toHTTPRequest();
            http.setConnectTimeout(LIMIT_MILLIS);
            http.setReadTimeout(LIMIT_MILLIS);
            TokenResponse response = OIDCTokenResponseParser.parse(http.send());
            if (!(response instanceof OIDCTokenResponse tokens)) {
                throw new Refused(
                        "the identity provider refuses: "
                                + response.toErrorResponse().getErrorObject().getCode(),
                        null);
            }
            return person(provider.validator().validate(tokens.getOIDCTokens().getIDToken(), new Nonce(trip.nonce())));
        } catch (BadJOSEException | JOSEException e) {
            throw new Refused("the identity provider's token does not count: " + e.getMessage(), e);
        } catch (IOException | ParseException e) {
            throw new Refused("the identity provider does not answer as it should: try again", e);
        }
    }

    private Person person(IDTokenClaimsSet claims) throws Refused {
        String name = claims.getStringClaim(settings.nameClaim());
        if (name == null || name.isBlank()) {
            throw new Refused("the identity provider's token has no claim '" + settings.nameClaim() + "'", null);
        }
        List<String> roles = values(claims).stream()
                .flatMap(value -> settings.roles().getOrDefault(value, List.of()).stream())
                .distinct()
                .toList();
        if (roles.isEmpty()) {
            throw new Refused(
                    "'" + settings.rolesClaim() + "' of " + name + " gives no role here: ask whoever runs the console",
                    null);
        }
        return new Person(name, roles);
    }

    private List<String> values(IDTokenClaimsSet claims) {
        Object found = claims.toJSONObject();
        for (String part : settings.rolesClaim().split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(part) : null;
        }
        if (found instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return found == null ? List.of() : List.of(found.toString());
    }

    private synchronized Provider provider() throws Refused {
        if (known != null) {
            return known;
        }
        try {
            Issuer issuer = new Issuer(settings.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, LIMIT_MILLIS, LIMIT_MILLIS);
            JWSVerificationKeySelector<SecurityContext> keys = new JWSVerificationKeySelector<>(
                    ALGORITHMS,
                    JWKSourceBuilder.create(metadata.getJWKSetURI().toURL()).build());
            Provider read =
                    new Provider(metadata, new IDTokenValidator(issuer, new ClientID(settings.clientId()), keys, null));
            known = read;
            return read;
        } catch (GeneralException | IOException e) {
            throw new Refused("the identity provider " + settings.issuer() + " cannot be asked: try again later", e);
        }
    }
}
