package dev.tickbird.postgres;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The classes of failure that reaching and asking a server can have, by SQLState and by what the network said. Decided here once; the code
 * is a metric label. The sentences hold nothing that a server or a user wrote.
 */
public enum PostgresFailure {
    REFUSED(
            true,
            "The server refuses connections at this address.",
            "Check host and port, and that PostgreSQL runs there and listens on that address."),
    UNKNOWN_HOST(true, "The host name cannot be resolved.", "Check the host name and this machine's name service."),
    UNREACHABLE(
            true,
            "There is no route to the host.",
            "Check the network and firewalls between this machine and the server."),
    TIMEOUT(
            true,
            "The server did not answer in time.",
            "Check that the host is up and that no firewall drops packets."),
    TLS(
            false,
            "The connection could not be secured as asked.",
            "Check the server's certificate, its host name and the root certificate, or set the TLS mode that the server offers."),
    AUTHENTICATION(
            false, "The server rejects the login.", "Check the role, its password and the server's pg_hba.conf."),
    METHOD(
            false,
            "The server asks for no password, or asks for it by a weaker method than we allow.",
            "Give the role a SCRAM password (password_encryption = 'scram-sha-256') and scram-sha-256 in pg_hba.conf."),
    CREDENTIAL(
            false,
            "The password for the login cannot be had.",
            "Set the credential on the machine of this agent and allow it for this host."),
    TOO_MANY_CONNECTIONS(
            true,
            "The server has no free connection.",
            "Raise max_connections or the limit of the role or database, or use a pool for the applications."),
    STARTING(true, "The server is starting up or recovering.", "Wait until it accepts connections."),
    STOPPING(true, "The server is shutting down or ended our session.", null),
    NO_DATABASE(false, "The database does not exist.", "Check the name of the database."),
    CONNECTION_LOST(true, "The connection broke.", null),
    BUSY(true, "All of our connections to this server are in use.", null),
    PERMISSION(false, "Our login may not do this.", "Grant the missing right, see: tickbird setup-sql."),
    LOCK_TIMEOUT(true, "Another session holds the lock.", null),
    STATEMENT_TIMEOUT(true, "The statement took too long and was cancelled.", null),
    READ_ONLY(false, "The session or the server is read-only.", null),
    NOT_PRELOADED(
            false,
            "The extension is not loaded by the server.",
            "Add it to shared_preload_libraries and restart the server."),
    UNDEFINED(false, "The object does not exist.", null),
    CONFLICT(true, "The statement conflicted with another transaction.", null),
    RESOURCES(true, "The server is out of memory, disk space or another resource.", "Look at the server's log."),
    OTHER(false, "The server reports an error.", "Look at the server's log.");

    /** Causes may form a ring. */
    private static final int LONGEST_CHAIN = 20;

    private final boolean retriable;
    private final String sentence;
    private final @Nullable String fix;

    PostgresFailure(boolean retriable, String sentence, @Nullable String fix) {
        this.retriable = retriable;
        this.sentence = sentence;
        this.fix = fix;
    }

    /** Metric label and wire code, e.g. {@code too-many-connections}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the same attempt may succeed later without anybody's doing. */
    public boolean retriable() {
        return retriable;
    }

    /** What happened, in one sentence for people. */
    public String sentence() {
        return sentence;
    }

    /** What would help, if anything general does. */
    public Optional<String> fix() {
        return Optional.ofNullable(fix);
    }

    /** Whether the server itself was not reached, as against refusing one statement. */
    public boolean meansUnreachable() {
        return switch (this) {
            case REFUSED,
                    UNKNOWN_HOST,
                    UNREACHABLE,
                    TIMEOUT,
                    TLS,
                    AUTHENTICATION,
                    METHOD,
                    CREDENTIAL,
                    TOO_MANY_CONNECTIONS,
                    STARTING,
                    STOPPING,
                    NO_DATABASE,
                    CONNECTION_LOST -> true;
            case BUSY,
                    PERMISSION,
                    LOCK_TIMEOUT,
                    STATEMENT_TIMEOUT,
                    READ_ONLY,
                    NOT_PRELOADED,
                    UNDEFINED,
                    CONFLICT,
                    RESOURCES,
                    OTHER -> false;
        };
    }

    /** The class of a failure, looked for along its causes. */
    public static PostgresFailure of(Throwable failure) {
        if (chain(failure).anyMatch(CredentialException.class::isInstance)) {
            return CREDENTIAL;
        }
        Optional<PostgresFailure> network =
                chain(failure).flatMap(PostgresFailure::network).findFirst();
        if (network.isPresent()) {
            return network.get();
        }
        return chain(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> byState((SQLException) cause))
                .filter(kind -> kind != OTHER)
                .findFirst()
                .orElse(OTHER);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && causes.size() < LONGEST_CHAIN) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes.stream();
    }

    private static Stream<PostgresFailure> network(Throwable cause) {
        return switch (cause) {
            case UnknownHostException e -> Stream.of(UNKNOWN_HOST);
            case NoRouteToHostException e -> Stream.of(UNREACHABLE);
            case SocketTimeoutException e -> Stream.of(TIMEOUT);
            case TimeoutException e -> Stream.of(TIMEOUT);
            case ConnectException e -> Stream.of(REFUSED);
            case SSLException e -> Stream.of(TLS);
            case java.sql.SQLTransientConnectionException e when e.getCause() == null -> Stream.of(BUSY);
            default -> Stream.empty();
        };
    }

    private static PostgresFailure byState(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() < 2) {
            return OTHER;
        }
        return switch (state) {
            case "28P01", "28000" -> AUTHENTICATION;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57P03" -> STARTING;
            case "57P01", "57P02", "57P05" -> STOPPING;
            case "3D000" -> NO_DATABASE;
            case "42501" -> PERMISSION;
            case "55P03" -> LOCK_TIMEOUT;
            case "57014" -> STATEMENT_TIMEOUT;
            case "25006" -> READ_ONLY;
            case "55000" -> NOT_PRELOADED;
            case "42P01", "42883", "42703", "3F000", "42704" -> UNDEFINED;
            case "08004" -> rejected(failure);
            default -> byClass(state.substring(0, 2), failure);
        };
    }

    private static PostgresFailure byClass(String stateClass, SQLException failure) {
        return switch (stateClass) {
            case "08" -> mentionsTls(failure) ? TLS : CONNECTION_LOST;
            case "40" -> CONFLICT;
            case "53" -> RESOURCES;
            default -> OTHER;
        };
    }

    /** The driver itself turned the server down, before any password was sent: its own words say why. */
    private static PostgresFailure rejected(SQLException failure) {
        return mentionsTls(failure) ? TLS : METHOD;
    }

    private static boolean mentionsTls(SQLException failure) {
        String message = failure.getMessage();
        return message != null
                && Stream.of("SSL", "channel binding", "hostname", "certificate")
                        .anyMatch(message::contains);
    }
}
