package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every part of every snapshot says about itself.
 *
 * @param instance the server's name in the fleet file
 * @param cluster the primary and its standbys share it
 * @param systemIdentifier {@code pg_control_system().system_identifier}; null when it could not be read
 * @param timeline the current timeline; null when it could not be read
 * @param serverVersion null when the server was not reached
 * @param postmasterStart when the server started; null when it was not reached
 * @param session UUIDv7 made when this collector began to own the instance; only the newest session counts
 * @param snapshot UUIDv7 shared by all parts of one snapshot
 * @param kind a session starts with FULL
 * @param sequence counts snapshots of one topic and database within the session, from 0; a gap means UNKNOWN until the next FULL
 * @param part from 1 to {@code parts}
 * @param parts how many parts this snapshot has
 * @param database the database that was read; null for facts of the whole instance
 * @param takenAt the server's own clock when the snapshot began
 * @param costMillis wall time that our statements took on the server, in milliseconds
 * @param gaps what could not be read
 */
public record SnapshotHeader(
        InstanceId instance,
        String cluster,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        @Nullable ServerVersion serverVersion,
        @Nullable Instant postmasterStart,
        String session,
        String snapshot,
        SnapshotKind kind,
        long sequence,
        int part,
        int parts,
        @Nullable String database,
        Instant takenAt,
        double costMillis,
        List<Gap> gaps) {
    public SnapshotHeader {
        Immutable.required(instance, "header.instance");
        Immutable.required(cluster, "header.cluster");
        Immutable.required(session, "header.session");
        Immutable.required(snapshot, "header.snapshot");
        Immutable.required(kind, "header.kind");
        Immutable.required(takenAt, "header.takenAt");
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("field 'header.part' is " + part + " of " + parts);
        }
        gaps = Immutable.list(gaps);
    }
}
