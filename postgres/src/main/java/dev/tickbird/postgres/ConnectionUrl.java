package dev.tickbird.postgres;

import dev.tickbird.schemas.fleet.TlsMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL connection URL, {@code postgres://user:password@host:port/database?sslmode=verify-full}, as people have it at hand. Every part
 * is percent-decoded once and then only a value: a database named like parameters stays a name.
 *
 * <p>Without {@code sslmode} the way to this machine itself is unprotected and every other way is {@code verify-full}.
 *
 * @param password null when the URL has none
 */
public record ConnectionUrl(
        Endpoint endpoint,
        Authentication authentication,
        String user,
        @Nullable Secret password,
        String database) {
    private static final int DEFAULT_PORT = 5432;
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "channel_binding", "require_auth", "user", "password");

    /**
     * Reads a URL.
     *
     * @param systemUser the role when the URL names none, as libpq does
     * @throws ConnectionUrlException when a part is not valid
     */
    public static ConnectionUrl parse(String url, String systemUser) {
        String rest = afterScheme(url);
        int question = rest.indexOf('?');
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(rest.substring(question + 1));
        String head = question < 0 ? rest : rest.substring(0, question);
        int slash = head.indexOf('/');
        String authority = slash < 0 ? head : head.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        HostAndPort server = HostAndPort.parse(authority.substring(at + 1), DEFAULT_PORT);

        int colon = login.indexOf(':');
        String user = decode("user", colon < 0 ? login : login.substring(0, colon));
        String password = colon < 0 ? "" : decode("password", login.substring(colon + 1));
        user = parameters.getOrDefault("user", user.isEmpty() ? systemUser : user);
        password = parameters.getOrDefault("password", password);
        String database = slash < 0 ? "" : decode("database", head.substring(slash + 1));
        Endpoint endpoint = endpoint(server, parameters);
        Secret secret = password.isEmpty() ? null : Secret.of(password);
        return new ConnectionUrl(
                endpoint,
                authentication(endpoint, secret != null, parameters),
                user,
                secret,
                database.isEmpty() ? user : database);
    }

    /** The same server and login with a password that was found elsewhere. */
    public ConnectionUrl withPassword(Secret found) {
        Authentication strict = Authentication.strict(endpoint.tls());
        return new ConnectionUrl(endpoint, password == null ? strict : authentication, user, found, database);
    }

    private static String afterScheme(String url) {
        for (String scheme : new String[] {"postgres://", "postgresql://"}) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return url.substring(scheme.length());
            }
        }
        throw new ConnectionUrlException(
                "the URL must begin with postgres:// or postgresql://, as in postgres://user@host:5432/database");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode("parameter", equals < 0 ? pair : pair.substring(0, equals));
            if (equals < 0 || !PARAMETERS.contains(name)) {
                throw new ConnectionUrlException(
                        "parameter '" + name + "' of the URL is not known: use sslmode, sslrootcert,"
                                + " channel_binding or require_auth, and write ? in a database's name as %3F");
            }
            if (parameters.put(name, decode(name, pair.substring(equals + 1))) != null) {
                throw new ConnectionUrlException("parameter '" + name + "' of the URL is given twice");
            }
        }
        return parameters;
    }

    private static Endpoint endpoint(HostAndPort server, Map<String, String> parameters) {
        Endpoint plain = new Endpoint(server.host(), server.port(), TlsMode.DISABLE, null);
        String mode = parameters.get("sslmode");
        TlsMode tls = switch (mode) {
            case null -> plain.loopback() ? TlsMode.DISABLE : TlsMode.VERIFY_FULL;
            case "disable" -> TlsMode.DISABLE;
            case "require" -> TlsMode.REQUIRE;
            case "verify-ca" -> TlsMode.VERIFY_CA;
            case "verify-full" -> TlsMode.VERIFY_FULL;
            case "allow", "prefer" ->
                throw new ConnectionUrlException(
                        "sslmode=" + mode + " promises nothing: use verify-full, verify-ca, require, or disable");
            default ->
                throw new ConnectionUrlException(
                        "sslmode of the URL is not valid: use verify-full, verify-ca, require, or disable");
        };
        return new Endpoint(server.host(), server.port(), tls, parameters.get("sslrootcert"));
    }

    private static Authentication authentication(
            Endpoint endpoint, boolean withPassword, Map<String, String> parameters) {
        Authentication base = withPassword ? Authentication.strict(endpoint.tls()) : Authentication.withoutPassword();
        String binding = parameters.get("channel_binding");
        Authentication.ChannelBinding channelBinding = switch (binding) {
            case null -> base.channelBinding();
            case "disable" -> Authentication.ChannelBinding.DISABLE;
            case "prefer" -> Authentication.ChannelBinding.PREFER;
            case "require" -> Authentication.ChannelBinding.REQUIRE;
            default ->
                throw new ConnectionUrlException(
                        "channel_binding of the URL is not valid: use require, prefer, or disable");
        };
        return new Authentication(parameters.getOrDefault("require_auth", base.methods()), channelBinding);
    }

    /** Percent-decodes; unlike in a web form, a plus sign is a plus sign. */
    static String decode(String part, String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 4);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c != '%') {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
                continue;
            }
            int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new ConnectionUrlException(
                        "the " + part + " in the URL holds a % without two hexadecimal digits: write % itself as %25");
            }
            bytes.put((byte) (high << 4 | low));
            i += 3;
        }
        return utf8(part, bytes.flip());
    }

    private static String utf8(String part, ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw new ConnectionUrlException("the " + part + " in the URL holds %00, which no PostgreSQL name can");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ConnectionUrlException("the " + part + " in the URL is not valid UTF-8 after percent-decoding");
        }
    }

    /** The server's part of the URL. */
    private record HostAndPort(String host, int port) {
        static HostAndPort parse(String text, int defaultPort) {
            if (text.indexOf(',') >= 0) {
                throw new ConnectionUrlException("the URL names several hosts: name one");
            }
            boolean bracketed = text.startsWith("[");
            int end = bracketed ? text.indexOf(']') : -1;
            if (bracketed && end < 0) {
                throw new ConnectionUrlException("the host of the URL begins with [ and lacks the ]");
            }
            int colon = text.indexOf(':', Math.max(end, 0));
            String rawHost = bracketed ? text.substring(1, end) : colon < 0 ? text : text.substring(0, colon);
            String host = decode("host", rawHost);
            if (host.isEmpty() || host.startsWith("/")) {
                throw new ConnectionUrlException(
                        "the URL names no host: write one, as in postgres://user@localhost:5432/database (Unix sockets are not supported)");
            }
            return new HostAndPort(host, colon < 0 ? defaultPort : port(text.substring(colon + 1)));
        }

        private static int port(String text) {
            if (text.matches("[0-9]{1,5}")) {
                int port = Integer.parseInt(text);
                if (port >= 1 && port <= 65_535) {
                    return port;
                }
            }
            throw new ConnectionUrlException("the port of the URL is not a number from 1 to 65535"
                    + " (a password with @, : or / in it must be percent-encoded)");
        }
    }
}
