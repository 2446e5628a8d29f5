package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pg_replication_slots}.
 *
 * @param name {@code slot_name}
 * @param type {@code physical} or {@code logical}
 * @param database the database of a logical slot; null for a physical one
 * @param plugin the output plugin of a logical slot; null for a physical one
 * @param active {@code active}
 * @param temporary {@code temporary}
 * @param retainedBytes WAL kept for it
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved}, {@code lost}
 * @param safeWalBytes {@code safe_wal_size}: WAL that may still be written before it is lost; null for no limit
 * @param xminAge transactions since its {@code xmin}; null when it holds none
 * @param catalogXminAge transactions since its {@code catalog_xmin}; null when it holds none
 * @param inactiveSince from 17; null when active or older
 * @param synced from 17, true when it was copied from a primary; null before
 * @param restartLsn {@code restart_lsn}: the oldest WAL that it keeps; null for a slot that keeps none, and from an older writer
 * @param confirmedFlushLsn {@code confirmed_flush_lsn} of a logical slot; null for a physical one
 * @param failover from 17, true when standbys are to copy it; null before
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
        @Nullable Boolean synced,
        @Nullable String restartLsn,
        @Nullable String confirmedFlushLsn,
        @Nullable Boolean failover) {}
