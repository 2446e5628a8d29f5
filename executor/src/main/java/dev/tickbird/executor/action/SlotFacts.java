package dev.tickbird.executor.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The replication slots of a server, as far as an action on one of them asks.
 *
 * @param slot null when there is none of that name
 * @param kept bytes of WAL that the slot which keeps most keeps
 * @param manager who else keeps the server's slots; null for nobody that shows
 */
public record SlotFacts(
        @Nullable Slot slot, long kept, @Nullable String manager) {
    /**
     * One slot as it is now.
     *
     * @param type {@code physical} or {@code logical}
     * @param activePid who uses it; null for nobody
     * @param synced whether it is a copy of the primary's
     * @param inactiveSince null when it is in use, and before 17
     * @param retained bytes of WAL that it keeps; 0 for none
     */
    public record Slot(
            String type,
            @Nullable String plugin,
            @Nullable String database,
            @Nullable String activePid,
            boolean temporary,
            boolean synced,
            @Nullable String restartLsn,
            @Nullable String confirmedFlushLsn,
            @Nullable String walStatus,
            @Nullable Instant inactiveSince,
            long retained) {}
}
