package dev.tickbird.postgres;

import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one place where data sources are made: by setters only. A database named {@code app?sslmode=disable} stays a name, which it would
 * not in a concatenated URL.
 */
public final class DataSources {
    private DataSources() {}

    /**
     * Connections of one login to one database. The password is asked for with each new connection.
     *
     * @param password null for a login without one
     */
    public static DataSource dataSource(
            Endpoint endpoint,
            Authentication authentication,
            SessionSettings session,
            String database,
            String user,
            @Nullable PasswordSource password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {endpoint.host()});
        source.setPortNumbers(new int[] {endpoint.port()});
        source.setDatabaseName(database);
        source.setUser(user);
        protect(source, endpoint, authentication);
        describe(source, session);
        return password == null
                ? source
                : new OpeningDataSource(
                        source,
                        () -> source.getConnection(
                                user,
                                password.password(endpoint, database, user).reveal()));
    }

    private static void protect(PGSimpleDataSource source, Endpoint endpoint, Authentication authentication) {
        source.setSslMode(endpoint.tls().label());
        if (endpoint.rootCertificate() != null) {
            source.setSslRootCert(endpoint.rootCertificate());
        }
        source.setRequireAuth(authentication.methods());
        source.setChannelBinding(authentication.channelBinding().name().toLowerCase(Locale.ROOT));
        source.setGssEncMode("disable");
        source.setLogServerErrorDetail(false);
    }

    private static void describe(PGSimpleDataSource source, SessionSettings session) {
        source.setApplicationName(session.applicationName());
        source.setOptions(session.options());
        source.setConnectTimeout(seconds(session.connectTimeout()));
        source.setSocketTimeout(seconds(session.socketTimeout()));
        source.setTcpKeepAlive(true);
        // Text costs the server a fifth less than binary for counters.
        source.setBinaryTransfer(false);
        source.setAssumeMinServerVersion("13");
    }

    /** The driver counts in seconds; a fraction must not become 0, which means for ever. */
    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }
}
