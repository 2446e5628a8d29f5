package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Where the write-ahead log stands.
 *
 * @param position bytes since the beginning of the log: the insert position on a primary, the replayed one on a standby
 * @param records cumulative, from 14; null before
 * @param bytes cumulative, from 14; null before
 */
public record WalFacts(
        long position, @Nullable Long records, @Nullable Long bytes) {}
