package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is true of the whole server.
 *
 * @param versionText {@code version()}
 * @param inRecovery true on a standby
 * @param currentXid the next transaction id with its epoch (64 bits); ages of 32-bit ids are computed from it. On a standby
 *     the newest one replayed
 * @param nextMultiXact the next MultiXact id; null when it could not be read
 * @param settings by name; all that differ from the default, and those that rules need
 * @param databases every database, templates included
 * @param connections client connections against their limit
 * @param standbys rows of {@code pg_stat_replication}
 * @param slots rows of {@code pg_replication_slots}
 * @param wal null when it could not be read
 * @param archiver null when it could not be read
 * @param checkpoints null when it could not be read
 * @param manager who else writes the server's configuration and keeps its slots, such as {@code Patroni}; null for nobody that shows
 */
public record InstanceFacts(
        String versionText,
        boolean inRecovery,
        long currentXid,
        @Nullable Long nextMultiXact,
        Map<String, Setting> settings,
        List<DatabaseFacts> databases,
        ConnectionFacts connections,
        List<StandbyFacts> standbys,
        List<SlotFacts> slots,
        @Nullable WalFacts wal,
        @Nullable ArchiverFacts archiver,
        @Nullable CheckpointFacts checkpoints,
        @Nullable String manager) {
    public InstanceFacts {
        Immutable.required(versionText, "facts.versionText");
        Immutable.required(connections, "facts.connections");
        settings = Immutable.map(settings);
        databases = Immutable.list(databases);
        standbys = Immutable.list(standbys);
        slots = Immutable.list(slots);
    }

    /** How many transactions ago a 32-bit transaction id was assigned, as PostgreSQL's {@code age()} counts; 0 for the permanent ids. */
    public long xidAge(long xid) {
        return xid < 3 ? 0 : (int) (currentXid - xid);
    }

    /** How many MultiXacts ago a 32-bit MultiXact id was assigned; 0 for none, and where the next one is not known. */
    public long multiXactAge(long multiXact) {
        return multiXact < 1 || nextMultiXact == null ? 0 : (int) (nextMultiXact - multiXact);
    }
}
