package dev.tickbird.executor.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left on the server's disk, and when it was backed up: as far as the local file says how to know.
 *
 * @param used bytes of all tablespaces and the WAL; null where they were not asked for
 * @param backupAt when the last good backup ended; null where it is not known
 */
public record CapacityFacts(@Nullable Long used, @Nullable Instant backupAt) {
    public static final CapacityFacts UNKNOWN = new CapacityFacts(null, null);
}
