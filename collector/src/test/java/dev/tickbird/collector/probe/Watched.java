package dev.tickbird.collector.probe;

import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.postgres.Authentication;
import dev.tickbird.postgres.Connections;
import dev.tickbird.postgres.DataSources;
import dev.tickbird.postgres.Endpoint;
import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.postgres.PasswordSource;
import dev.tickbird.postgres.Secret;
import dev.tickbird.postgres.SessionSettings;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.List;

/** One database of a test as a collector sees it, through the data sources of the product. */
final class Watched {
    static final String MONITOR = "tickbird_monitor";

    private final TestDatabase database;

    Watched(TestDatabase database) {
        this.database = database;
        prepareRoles(database.server());
    }

    TestDatabase database() {
        return database;
    }

    /** Connections of the superuser. */
    Connections superuser() {
        return connections(database.server().superuser(), database.server().password());
    }

    /** Connections of a login with pg_monitor alone. */
    Connections monitor() {
        return connections(MONITOR, MONITOR);
    }

    /** Gives the monitoring login the function for statistics. */
    Watched withColumnStats() {
        database.execute(MonitoringSetup.database(new Identifier(MONITOR)));
        return this;
    }

    Connections connections(String user, String password) {
        Endpoint endpoint =
                new Endpoint(database.server().host(), database.server().port(), TlsMode.DISABLE, null);
        return name -> DataSources.dataSource(
                        endpoint,
                        Authentication.strict(TlsMode.DISABLE),
                        SessionSettings.monitoring("tickbird-test"),
                        name,
                        user,
                        PasswordSource.fixed(Secret.of(password)))
                .getConnection();
    }

    Snapshots snapshots(Connections connections) {
        return new Snapshots(
                connections,
                new ProbeSettings(
                        database.name(), new DatabaseSelection(List.of(database.name()), List.of()), false, 500),
                new SnapshotSession(InstanceId.of("test"), "test", new TimeOrderedId(InstantSource.system())),
                InstantSource.system());
    }

    private static synchronized void prepareRoles(PostgresServer server) {
        server.execute("postgres", """
                DO $$
                BEGIN
                  PERFORM FROM pg_roles WHERE rolname = 'tickbird_owner';
                  IF NOT FOUND THEN
                    %s
                    ALTER ROLE %s PASSWORD '%s';
                  END IF;
                END $$
                """.formatted(MonitoringSetup.roles(new Identifier(MONITOR)), MONITOR, MONITOR));
    }
}
