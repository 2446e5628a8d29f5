package dev.tickbird.postgres;

import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and how the way there is protected.
 *
 * @param host a name or an address, an IPv6 address without brackets
 * @param rootCertificate a PEM file of trusted authorities; null for those of the Java runtime
 */
public record Endpoint(
        String host, int port, TlsMode tls, @Nullable String rootCertificate) {
    private static final int HIGHEST_PORT = 65_535;

    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("field 'host' is empty");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("field 'port' is " + port + ": expected 1 to 65535");
        }
    }

    public static Endpoint of(TargetSpec target) {
        return new Endpoint(target.host(), target.port(), target.tls(), target.rootCertificate());
    }

    /** Whether the host can only be this machine, by its spelling alone: no name is resolved. */
    public boolean loopback() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
