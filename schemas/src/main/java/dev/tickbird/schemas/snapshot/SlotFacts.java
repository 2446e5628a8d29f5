package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_replication_slots}.
 *
 * @param type {@code physical} or {@code logical}
 * @param retainedBytes WAL kept for it
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved}, {@code lost}
 * @param inactiveSince from 17; null when active or older
 */
public record SlotFacts(
        String name,
        String type,
        @Nullable String database,
        @Nullable String plugin,
        boolean active,
        boolean temporary,
        @Nullable Long retainedBytes,
        @Nullable String walStatus,
        @Nullable Long safeWalBytes,
        @Nullable Long xminAge,
        @Nullable Long catalogXminAge,
        @Nullable Instant inactiveSince,
        @Nullable Boolean synced) {}
