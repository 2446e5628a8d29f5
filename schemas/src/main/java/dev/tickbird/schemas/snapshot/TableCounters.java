package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counters of one table. All but {@code live}, {@code dead}, {@code modifiedSinceAnalyze} and {@code insertedSinceVacuum}
 * only grow, until a reset or a crash.
 *
 * @param live {@code n_live_tup}, an estimate
 * @param dead {@code n_dead_tup}, an estimate
 * @param lastVacuum by hand; reset-sensitive
 */
public record TableCounters(
        long sequentialScans,
        long sequentialTuples,
        long indexScans,
        long indexTuples,
        long inserted,
        long updated,
        long deleted,
        long hotUpdated,
        long live,
        long dead,
        long modifiedSinceAnalyze,
        long insertedSinceVacuum,
        long vacuums,
        long autovacuums,
        long analyzes,
        long autoanalyzes,
        @Nullable Instant lastVacuum,
        @Nullable Instant lastAutovacuum,
        @Nullable Instant lastAnalyze,
        @Nullable Instant lastAutoanalyze) {
    /** The later of a manual and an automatic vacuum; null when neither is remembered. */
    public @Nullable Instant vacuumedAt() {
        return later(lastVacuum, lastAutovacuum);
    }

    /** The later of a manual and an automatic analyze; null when neither is remembered. */
    public @Nullable Instant analyzedAt() {
        return later(lastAnalyze, lastAutoanalyze);
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null) {
            return b;
        }
        return b == null || a.isAfter(b) ? a : b;
    }
}
