package dev.tickbird.console.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.console.history.Retention;
import dev.tickbird.console.identity.Passwords;
import dev.tickbird.runtime.config.SecretReference;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.common.Immutable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a console runs.
 *
 * @param database its own PostgreSQL database
 * @param keys the private folder that holds the console's signing key; made on first start
 * @param trust the file of trusted keys: fleet, approvers, engines
 * @param host where the pages are served; loopback by default
 * @param port 0 for any free port
 * @param publicUrl how people reach it, for links; null for the address it serves on
 * @param users who may log in
 * @param history how long the console's own history is kept
 * @param oidc who else may; null for nobody
 */
public record ConsoleConfig(
        KafkaSettings kafka,
        Database database,
        Path keys,
        Path trust,
        String host,
        int port,
        @Nullable String publicUrl,
        int healthPort,
        List<User> users,
        Retention history,
        @Nullable Oidc oidc) {
    /** The name of the console's key in its folder. */
    public static final String KEY = "console";

    /**
     * The console's own PostgreSQL database.
     *
     * @param port 5432 by default
     * @param password a reference, never the password itself
     * @param tls {@code verify-full} by default
     */
    public record Database(
            String host,
            int port,
            String name,
            String user,
            SecretReference password,
            @Nullable String tls,
            @Nullable Path rootCertificate) {
        private static final int USUAL_PORT = 5432;

        public Database {
            Immutable.required(host, "database.host");
            Immutable.required(name, "database.name");
            Immutable.required(user, "database.user");
            Immutable.required(password, "database.password");
        }

        @JsonCreator
        static Database of(
                @JsonProperty("host") String host,
                @JsonProperty("port") @Nullable Integer port,
                @JsonProperty("name") String name,
                @JsonProperty("user") String user,
                @JsonProperty("password") SecretReference password,
                @JsonProperty("tls") @Nullable String tls,
                @JsonProperty("rootCertificate") @Nullable Path rootCertificate) {
            return new Database(host, port == null ? USUAL_PORT : port, name, user, password, tls, rootCertificate);
        }
    }

    /**
     * Somebody who may log in.
     *
     * @param roles of those the console knows, from viewer to admin, and words of the fleet file's policies
     * @param approves how far an approver's word goes; everything where the file is silent
     * @param password a hash of Argon2id; null for none
     * @param tokenSha256 the SHA-256 of a token that may do all that the user may, 64 hexadecimal digits; null for none
     * @param tokens others, for programs
     * @param expires the user's end; null for none
     */
    public record User(
            String name,
            List<String> roles,
            KeyScope approves,
            @Nullable String password,
            @Nullable String tokenSha256,
            List<Token> tokens,
            @Nullable Instant expires) {
        public User {
            Immutable.required(name, "users.name");
            roles = Immutable.list(roles);
            approves = approves == null ? KeyScope.UNLIMITED : approves;
            tokens = Immutable.list(tokens);
            String wrong = password == null ? null : Passwords.objection(password);
            if (wrong != null) {
                throw new IllegalArgumentException("field 'users.password' of " + name + ": " + wrong);
            }
            Token.check(tokenSha256, "users.tokenSha256");
        }
    }

    /**
     * A user's token for programs.
     *
     * @param name shown where it is refused
     * @param sha256 of the token, 64 hexadecimal digits; the token itself is never stored
     * @param roles what it may do; never more than its user
     * @param expires its end; null for none
     */
    public record Token(
            String name,
            String sha256,
            List<String> roles,
            @Nullable Instant expires) {
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        public Token {
            Immutable.required(name, "users.tokens.name");
            Immutable.required(sha256, "users.tokens.sha256");
            check(sha256, "users.tokens.sha256");
            roles = Immutable.list(roles);
        }

        static void check(@Nullable String sha256, String field) {
            if (sha256 != null && !SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("field '" + field
                        + "' is not a SHA-256: 64 hexadecimal digits, as printf %s TOKEN | sha256sum prints");
            }
        }
    }

    /**
     * An OpenID Connect provider whose people may log in.
     *
     * @param issuer its identifier, below which its metadata are
     * @param clientId as the provider knows the console; its redirect is {@code publicUrl} and {@code /oidc/callback}
     * @param clientSecret a reference, never the secret itself
     * @param nameClaim whose value is the user's name; {@code preferred_username} by default
     * @param rolesClaim whose values are looked up in {@code roles}; a dot goes into an object; {@code groups} by default
     * @param roles the console's roles by value of the claim; whoever gets none is refused
     * @param approves how far the word of its approvers goes; everything where the file is silent
     */
    public record Oidc(
            URI issuer,
            String clientId,
            SecretReference clientSecret,
            String nameClaim,
            String rolesClaim,
            Map<String, List<String>> roles,
            KeyScope approves) {
        public Oidc {
            Immutable.required(issuer, "oidc.issuer");
            Immutable.required(clientId, "oidc.clientId");
            Immutable.required(clientSecret, "oidc.clientSecret");
            nameClaim = nameClaim == null ? "preferred_username" : nameClaim;
            rolesClaim = rolesClaim == null ? "groups" : rolesClaim;
            roles = Immutable.map(roles);
            approves = approves == null ? KeyScope.UNLIMITED : approves;
        }
    }

    @JsonCreator
    static ConsoleConfig of(
            @JsonProperty("kafka") KafkaSettings kafka,
            @JsonProperty("database") Database database,
            @JsonProperty("keys") Path keys,
            @JsonProperty("trust") Path trust,
            @JsonProperty("host") @Nullable String host,
            @JsonProperty("port") @Nullable Integer port,
            @JsonProperty("publicUrl") @Nullable String publicUrl,
            @JsonProperty("healthPort") @Nullable Integer healthPort,
            @JsonProperty("users") @Nullable List<User> users,
            @JsonProperty("history") @Nullable Retention history,
            @JsonProperty("oidc") @Nullable Oidc oidc) {
        if (oidc != null && publicUrl == null) {
            throw new IllegalArgumentException(
                    "field 'publicUrl' is missing: the identity provider sends people back there (/oidc/callback)");
        }
        return new ConsoleConfig(
                Immutable.required(kafka, "kafka"),
                Immutable.required(database, "database"),
                Immutable.required(keys, "keys"),
                Immutable.required(trust, "trust"),
                host == null ? "127.0.0.1" : host,
                port == null ? 8080 : port,
                publicUrl,
                healthPort == null ? 0 : healthPort,
                Immutable.list(users),
                history == null ? Retention.DEFAULTS : history,
                oidc);
    }
}
