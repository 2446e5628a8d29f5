package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_stat_replication}.
 *
 * @param pid the WAL sender's process id
 * @param application {@code application_name}
 * @param clientAddress where it connects from; null over a local socket
 * @param state {@code streaming}, {@code catchup}, …; null when it may not be read
 * @param syncState {@code async}, {@code sync}, {@code quorum}, {@code potential}; null when it may not be read
 * @param lagBytes WAL not yet replayed there
 * @param replayLagMillis {@code replay_lag}; null when idle
 * @param xminAge transactions since the xmin that its feedback holds; null without feedback
 */
public record StandbyFacts(
        int pid,
        String application,
        @Nullable String clientAddress,
        @Nullable String state,
        @Nullable String syncState,
        @Nullable Long lagBytes,
        @Nullable Double replayLagMillis,
        @Nullable Long xminAge) {}
