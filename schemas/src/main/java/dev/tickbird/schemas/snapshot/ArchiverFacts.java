package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code pg_stat_archiver}: cumulative counts and the last success and failure. */
public record ArchiverFacts(
        long archived,
        long failed,
        @Nullable Instant lastArchived,
        @Nullable Instant lastFailed,
        @Nullable Instant statsReset) {}
