package dev.tickbird.postgres;

import dev.tickbird.schemas.fleet.TlsMode;

/**
 * What the server must do before it gets a password.
 *
 * @param methods accepted methods, as {@code require_auth} of libpq lists them
 * @param channelBinding whether a login over TLS is tied to the server's certificate
 */
public record Authentication(String methods, ChannelBinding channelBinding) {
    /** PostgreSQL's {@code channel_binding}. */
    public enum ChannelBinding {
        DISABLE,
        PREFER,
        REQUIRE
    }

    /** SCRAM only, bound to the certificate where there is TLS. */
    public static Authentication strict(TlsMode tls) {
        return new Authentication(
                "scram-sha-256", tls == TlsMode.DISABLE ? ChannelBinding.DISABLE : ChannelBinding.REQUIRE);
    }

    /** Where we hold no password there is nothing to protect: whatever the server asks for. */
    public static Authentication withoutPassword() {
        return new Authentication("none", ChannelBinding.DISABLE);
    }
}
