package dev.tickbird.console.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.console.history.Retention;
import dev.tickbird.runtime.config.SecretReference;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.common.Immutable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        Retention history) {
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
     * @param tokenSha256 the token's SHA-256, 64 hexadecimal digits; the token itself is never stored
     * @param expires the token's end; null for none
     */
    public record User(
            String name,
            List<String> roles,
            KeyScope approves,
            String tokenSha256,
            @Nullable Instant expires) {
        public User {
            Immutable.required(name, "users.name");
            Immutable.required(tokenSha256, "users.tokenSha256");
            roles = Immutable.list(roles);
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
            @JsonProperty("history") @Nullable Retention history) {
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
                history == null ? Retention.DEFAULTS : history);
    }
}
