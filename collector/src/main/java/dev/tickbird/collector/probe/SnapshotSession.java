package dev.tickbird.collector.probe;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our time with one instance: it names itself in the header of every snapshot and counts them, per kind of snapshot and database. Safe for use by
 * many threads.
 */
public final class SnapshotSession {
    private final InstanceId instance;
    private final String cluster;
    private final TimeOrderedId ids;
    private final String session;
    private final Map<String, Long> sequences = new HashMap<>();

    public SnapshotSession(InstanceId instance, String cluster, TimeOrderedId ids) {
        this.instance = instance;
        this.cluster = cluster;
        this.ids = ids;
        this.session = ids.next();
    }

    public InstanceId instance() {
        return instance;
    }

    /** The header of the only part of the next snapshot of this stream. */
    public SnapshotHeader header(String stream, SnapshotKind kind, @Nullable String database, Reading<?> reading) {
        return header(stream, kind, database, reading.server(), reading.costMillis(), reading.gaps());
    }

    /** The same with gaps that the reading itself does not know. */
    public SnapshotHeader header(
            String stream,
            SnapshotKind kind,
            @Nullable String database,
            Answerer server,
            double costMillis,
            List<Gap> gaps) {
        return new SnapshotHeader(
                instance,
                cluster,
                server.systemIdentifier(),
                server.timeline(),
                server.version(),
                server.startedAt(),
                session,
                ids.next(),
                kind,
                next(stream, database),
                1,
                1,
                database,
                server.takenAt(),
                costMillis,
                gaps);
    }

    /** The header for a server that was not reached. */
    public SnapshotHeader unreached(String stream, Instant now) {
        return new SnapshotHeader(
                instance,
                cluster,
                null,
                null,
                null,
                null,
                session,
                ids.next(),
                SnapshotKind.FULL,
                next(stream, null),
                1,
                1,
                null,
                now,
                0,
                List.of());
    }

    private synchronized long next(String stream, @Nullable String database) {
        String key = stream + (database == null ? "" : "/" + database);
        return sequences.merge(key, 1L, Long::sum) - 1;
    }
}
