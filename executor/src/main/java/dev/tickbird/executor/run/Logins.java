package dev.tickbird.executor.run;

import dev.tickbird.postgres.Authentication;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.Endpoint;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens direct connections to watched servers, each for one purpose. Nothing is pooled: no idle session of an owner may stay. */
public final class Logins {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration MEASURING = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LOCK = Duration.ofMillis(500);

    private final Opener opener;

    public Logins(Credentials credentials) {
        this((target, login, database, session) -> DataSources.dataSource(
                        Endpoint.of(target),
                        Authentication.strict(target.tls()),
                        session,
                        database,
                        login.user(),
                        credentials.of(login))
                .getConnection());
    }

    /** Over connections that come from elsewhere. */
    public Logins(Opener opener) {
        this.opener = opener;
    }

    /** Opens one connection. */
    @FunctionalInterface
    public interface Opener {
        Connection open(TargetSpec target, Login login, String database, SessionSettings session) throws SQLException;
    }

    /** Reads catalogs. */
    Connection monitor(TargetSpec target, String database) throws SQLException {
        return open(target, target.monitor(), database, SessionSettings.monitoring("tickbird-executor"));
    }

    /** Reads whole indexes. */
    Connection measuring(TargetSpec target, String database) throws SQLException {
        SessionSettings patient =
                new SessionSettings("tickbird-executor", true, MEASURING, LOCK, CONNECT, MEASURING.plus(SHORT));
        return open(target, target.monitor(), database, patient);
    }

    /** Changes the fence, in short transactions. */
    Connection fence(TargetSpec target) throws SQLException {
        SessionSettings brief =
                new SessionSettings("tickbird:fence", false, SHORT, SHORT, CONNECT, SHORT.multipliedBy(2));
        return open(target, target.executor(), target.maintenanceDatabase(), brief);
    }

    /**
     * Runs an action.
     *
     * @param lockTimeout zero for none, as CONCURRENTLY needs it: it would leave debris
     */
    Connection action(TargetSpec target, Login login, String database, ActionId action, Duration lockTimeout)
            throws SQLException {
        SessionSettings unlimited =
                new SessionSettings("tickbird:" + action, false, Duration.ZERO, lockTimeout, CONNECT, Duration.ZERO);
        return open(target, login, database, unlimited);
    }

    private Connection open(TargetSpec target, @Nullable Login login, String database, SessionSettings session)
            throws SQLException {
        if (login == null) {
            throw new SQLException("the fleet file gives the instance no 'executor' login", "28000");
        }
        return opener.open(target, login, database, session);
    }
}
