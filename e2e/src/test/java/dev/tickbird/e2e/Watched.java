package dev.tickbird.e2e;

import dev.tickbird.collector.probe.ProbeSettings;
import dev.tickbird.collector.probe.SnapshotSession;
import dev.tickbird.collector.probe.Snapshots;
import dev.tickbird.collector.probe.TimeOrderedId;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.List;

/** A server as its collector sees it. */
record Watched(InstanceId id, Snapshots snapshots) {
    /** With all its databases. */
    static Watched whole(PostgresServer server, String name) {
        return of(server, name, "postgres", DatabaseSelection.ALL);
    }

    /** With this database alone. */
    static Watched of(TestDatabase database) {
        return of(
                database.server(),
                database.name(),
                database.name(),
                new DatabaseSelection(List.of(database.name()), List.of()));
    }

    private static Watched of(
            PostgresServer server, String name, String maintenanceDatabase, DatabaseSelection databases) {
        InstanceId id = InstanceId.of(name.replace('_', '-'));
        InstantSource clock = InstantSource.system();
        return new Watched(
                id,
                new Snapshots(
                        database -> server.dataSource(database).getConnection(),
                        new ProbeSettings(maintenanceDatabase, databases, false, null, ProbeSettings.STATEMENTS),
                        new SnapshotSession(id, "orders", new TimeOrderedId(clock)),
                        clock));
    }
}
