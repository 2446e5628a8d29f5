package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import org.jspecify.annotations.Nullable;

/**
 * Exactly where an action was approved to run. A restored clone shares everything but host and port; a failover changes the
 * timeline; a rebuilt or altered object changes oid or definition.
 *
 * @param instance the name in the fleet file
 * @param cluster the cluster in the fleet file
 * @param host the host that the executor connects to
 * @param port the port that the executor connects to
 * @param serverVersion the version that the statements were computed for
 * @param database the database to connect to
 * @param databaseOid {@code pg_database.oid}
 * @param systemIdentifier {@code pg_control_system().system_identifier}
 * @param timeline the timeline at that moment
 * @param objectOid the relation or index; null for sessions and for what does not exist yet
 * @param definitionHash the first 128 bits of SHA-256 over the object's typed definition; null where there is none
 */
public record ActionTarget(
        InstanceId instance,
        String cluster,
        String host,
        int port,
        ServerVersion serverVersion,
        String database,
        long databaseOid,
        String systemIdentifier,
        int timeline,
        @Nullable Long objectOid,
        @Nullable String definitionHash) {
    public ActionTarget {
        Immutable.required(instance, "target.instance");
        Immutable.required(cluster, "target.cluster");
        Immutable.required(host, "target.host");
        Immutable.required(serverVersion, "target.serverVersion");
        Immutable.required(database, "target.database");
        Immutable.required(systemIdentifier, "target.systemIdentifier");
    }
}
