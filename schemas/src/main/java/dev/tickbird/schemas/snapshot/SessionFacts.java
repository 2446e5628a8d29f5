package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_stat_activity}.
 *
 * @param backendType e.g. {@code client backend}, {@code autovacuum worker}
 * @param state {@code active}, {@code idle}, {@code idle in transaction}, {@code idle in transaction (aborted)}, …
 * @param xidAge transactions since its own id was assigned; null when it has none
 * @param xminAge transactions since its snapshot's horizon; null when it holds none
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
