package dev.tickbird.analyzer.delta;

import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Between which counters may be subtracted: they started together. A restart, a failover, a restored copy or a reset begins a new
 * one.
 */
public record Epoch(
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        @Nullable Instant postmasterStart,
        @Nullable Instant statsReset) {
    public static Epoch of(SnapshotHeader header, @Nullable Instant statsReset) {
        return new Epoch(header.systemIdentifier(), header.timeline(), header.postmasterStart(), statsReset);
    }

    /** A short number that differs whenever the epoch does, for compact state. */
    public int mark() {
        return hashCode();
    }
}
