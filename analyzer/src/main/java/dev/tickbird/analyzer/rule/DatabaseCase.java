package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One database as a rule sees it, without its tables and sequences.
 *
 * @param extensions installed extensions and their versions
 * @param monitoring the schema for monitoring views; null where nobody looked
 */
public record DatabaseCase(
        InstanceView instance,
        String database,
        long databaseOid,
        Map<String, String> extensions,
        @Nullable MonitoringSchema monitoring) {
    public DatabaseCase {
        extensions = Immutable.map(extensions);
    }

    /** What the first part of a snapshot says. */
    public static DatabaseCase of(InstanceView instance, RelationsSnapshot snapshot) {
        return new DatabaseCase(
                instance,
                String.valueOf(snapshot.header().database()),
                snapshot.databaseOid(),
                snapshot.extensions(),
                snapshot.monitoring());
    }

    public ObjectIdentity identity() {
        return new ObjectIdentity(database, databaseOid, null, null);
    }
}
