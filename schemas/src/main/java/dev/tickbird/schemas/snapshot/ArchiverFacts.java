package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_stat_archiver}: cumulative counts and the last success and failure.
 *
 * @param archived WAL files archived
 * @param failed failed attempts to archive
 * @param lastArchived when the last file was archived; null for never
 * @param lastFailed when the last attempt failed; null for never
 * @param statsReset when these counters began; null means unknown
 */
public record ArchiverFacts(
        long archived,
        long failed,
        @Nullable Instant lastArchived,
        @Nullable Instant lastFailed,
        @Nullable Instant statsReset) {}
