package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_stat_activity}.
 *
 * @param pid the process id of the backend
 * @param backendType e.g. {@code client backend}, {@code autovacuum worker}
 * @param database null for a session that is in none
 * @param user the role's name; null for background processes
 * @param application {@code application_name}; empty when it gave none
 * @param clientAddress where it connects from; null over a local socket
 * @param backendStart when it connected; with the process id it names one session for ever
 * @param transactionStart when its transaction began; null when it is in none
 * @param queryStart when its current or last statement began; null when it had run nothing
 * @param stateChange when {@code state} last changed; null when unknown
 * @param state {@code active}, {@code idle}, {@code idle in transaction}, {@code idle in transaction (aborted)}, …
 * @param waitEventType the kind of wait; null when it waits for nothing
 * @param waitEvent what it waits for; null when it waits for nothing
 * @param xidAge transactions since its own id was assigned; null when it has none
 * @param xminAge transactions since its snapshot's horizon; null when it holds none
 * @param queryId decimal text, from 14; null before and when {@code compute_query_id} is off
 * @param text its current or last statement, redacted
 * @param blockedBy process ids from {@code pg_blocking_pids}
 */
public record SessionFacts(
        int pid,
        String backendType,
        @Nullable String database,
        @Nullable String user,
        String application,
        @Nullable String clientAddress,
        Instant backendStart,
        @Nullable Instant transactionStart,
        @Nullable Instant queryStart,
        @Nullable Instant stateChange,
        @Nullable String state,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        @Nullable Long xidAge,
        @Nullable Long xminAge,
        @Nullable String queryId,
        @Nullable String text,
        List<Integer> blockedBy) {
    public SessionFacts {
        Immutable.required(backendStart, "session.backendStart");
        blockedBy = Immutable.list(blockedBy);
    }
}
