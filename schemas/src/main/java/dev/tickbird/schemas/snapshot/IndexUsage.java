package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server of a cluster used of the indexes that it shares with another: physical copies have the same oids. Without
 * scans it says only that the server is watched.
 *
 * @param instance whose ledger it is meant for
 * @param from where the scans were
 * @param systemIdentifier of the server that they were on: of another one the oids mean nothing
 * @param databaseOid the database; null when there are no scans
 * @param scans by index, those that were used since the last record
 * @param standby whether that server is a standby; null from a writer that did not say, or did not know
 * @param at when that was, by that server's clock
 */
public record IndexUsage(
        InstanceId instance,
        InstanceId from,
        String systemIdentifier,
        @Nullable Long databaseOid,
        List<Scans> scans,
        @Nullable Boolean standby,
        Instant at) {
    public IndexUsage {
        Immutable.required(instance, "instance");
        Immutable.required(from, "from");
        Immutable.required(systemIdentifier, "systemIdentifier");
        Immutable.required(at, "at");
        scans = Immutable.list(scans);
    }

    /**
     * Scans of one index.
     *
     * @param table the table's {@code pg_class.oid}
     * @param index the index's {@code pg_class.oid}
     * @param definitionHash its definition, by which it is known when it was rebuilt meanwhile
     * @param count how many since the last record
     */
    public record Scans(long table, long index, String definitionHash, long count) {
        public Scans {
            Immutable.required(definitionHash, "scans.definitionHash");
        }
    }
}
