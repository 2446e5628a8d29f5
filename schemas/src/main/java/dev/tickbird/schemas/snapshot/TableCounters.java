package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counters of one table. All but {@code live}, {@code dead}, {@code modifiedSinceAnalyze} and {@code insertedSinceVacuum}
 * only grow, until a reset or a crash.
 *
 * @param sequentialScans sequential scans begun
 * @param sequentialTuples live rows fetched by sequential scans
 * @param indexScans index scans begun
 * @param indexTuples live rows fetched by index scans
 * @param inserted rows inserted
 * @param updated rows updated
 * @param deleted rows deleted
 * @param hotUpdated rows updated in their own page, without new index entries
 * @param live {@code n_live_tup}, an estimate
 * @param dead {@code n_dead_tup}, an estimate
 * @param modifiedSinceAnalyze rows changed since the last analyze
 * @param insertedSinceVacuum rows inserted since the last vacuum
 * @param vacuums {@code VACUUM} by hand, {@code VACUUM FULL} not counted
 * @param autovacuums {@code VACUUM} by autovacuum
 * @param analyzes {@code ANALYZE} by hand
 * @param autoanalyzes {@code ANALYZE} by autovacuum
 * @param lastVacuum by hand; reset-sensitive
 * @param lastAutovacuum by autovacuum; null for never, and after a reset
 * @param lastAnalyze by hand; null for never, and after a reset
 * @param lastAutoanalyze by autovacuum; null for never, and after a reset
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
