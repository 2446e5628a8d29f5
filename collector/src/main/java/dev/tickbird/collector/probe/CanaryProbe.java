package dev.tickbird.collector.probe;

import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.Canary;
import java.sql.Connection;
import java.sql.SQLException;

/** How long a small piece of work takes, and how many sessions are blocked. */
public final class CanaryProbe {
    private static final int EMPTY_TRIPS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Reads it once. The first statements on a connection warm it up, so that the measure is of the server. */
    public Reading<Canary> read(Connection connection) throws SQLException {
        ServerVersion version = ServerIdentity.version(connection);
        Asking asking = new Asking(connection, version, null);
        ServerIdentity identity = ServerIdentity.read(asking);
        long network = Long.MAX_VALUE;
        for (int i = 0; i < EMPTY_TRIPS; i++) {
            network = Math.min(network, ServerIdentity.emptyRoundTrip(connection));
        }
        long start = System.nanoTime();
        asking.rows(Query.CANARY_WORK, row -> row.getLong("columns"));
        long work = System.nanoTime() - start;
        int blocked =
                asking.rows(Query.CANARY_BLOCKED, row -> row.getInt("blocked")).getFirst();
        return Reading.of(asking, identity, new Canary(millis(work), millis(network), blocked));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
    }
}
