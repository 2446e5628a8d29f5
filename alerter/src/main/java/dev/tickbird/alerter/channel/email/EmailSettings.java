package dev.tickbird.alerter.channel.email;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tickbird.runtime.config.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and who gets mail through it.
 *
 * @param port null in the file: 587 with STARTTLS, 465 with TLS, 25 with none
 * @param tls {@link Tls#NONE} only to a server on this machine
 * @param trustedCertificates PEM file of certificates to trust; null: the Java runtime's
 * @param user null: no login
 */
public record EmailSettings(
        String host,
        int port,
        Tls tls,
        @Nullable Path trustedCertificates,
        String from,
        List<String> to,
        @Nullable String user,
        @Nullable SecretReference passwordRef,
        Duration timeout) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final int HIGHEST_PORT = 65_535;

    /** How the connection is protected. */
    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    public EmailSettings {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("field 'email.to' is empty: name at least one address");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("field 'email.port' is " + port + ": expected 1 to 65535");
        }
        if (tls == Tls.NONE && !THIS_MACHINE.contains(host)) {
            throw new IllegalArgumentException(
                    "field 'email.tls' is none, which is allowed to a server on this machine only: use starttls or tls");
        }
        if ((user == null) != (passwordRef == null)) {
            throw new IllegalArgumentException("fields 'email.user' and 'email.passwordRef' go together");
        }
    }

    @JsonCreator
    static EmailSettings of(
            @JsonProperty("host") @Nullable String host,
            @JsonProperty("port") @Nullable Integer port,
            @JsonProperty("tls") @Nullable Tls tls,
            @JsonProperty("trustedCertificates") @Nullable Path trustedCertificates,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("to") @Nullable List<String> to,
            @JsonProperty("user") @Nullable String user,
            @JsonProperty("passwordRef") @Nullable SecretReference passwordRef,
            @JsonProperty("timeout") @Nullable Duration timeout) {
        if (host == null || from == null) {
            throw new IllegalArgumentException(
                    "the key \"" + (host == null ? "email.host" : "email.from") + "\" is missing");
        }
        Tls protection = tls == null ? Tls.STARTTLS : tls;
        return new EmailSettings(
                host,
                port == null ? usualPort(protection) : port,
                protection,
                trustedCertificates,
                from,
                to == null ? List.of() : to,
                user,
                passwordRef,
                timeout == null ? Duration.ofSeconds(10) : timeout);
    }

    private static int usualPort(Tls tls) {
        return switch (tls) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
