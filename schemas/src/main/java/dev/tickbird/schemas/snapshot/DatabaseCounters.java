package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative counters of {@code pg_stat_database}, since {@code statsReset}.
 *
 * @param commits transactions committed
 * @param rollbacks transactions rolled back
 * @param blocksRead blocks read from outside shared buffers
 * @param blocksHit blocks found in shared buffers
 * @param tuplesReturned rows and index entries read by scans
 * @param tuplesFetched rows fetched by index scans
 * @param inserted rows inserted
 * @param updated rows updated
 * @param deleted rows deleted
 * @param conflicts statements cancelled by recovery, on a standby
 * @param deadlocks deadlocks detected
 * @param tempFiles temporary files written
 * @param tempBytes bytes written to temporary files
 * @param blockReadMillis 0 unless {@code track_io_timing} is on
 * @param blockWriteMillis 0 unless {@code track_io_timing} is on
 * @param statsReset null means unknown, not "never": a crash empties the counters and leaves this null
 */
public record DatabaseCounters(
        long commits,
        long rollbacks,
        long blocksRead,
        long blocksHit,
        long tuplesReturned,
        long tuplesFetched,
        long inserted,
        long updated,
        long deleted,
        long conflicts,
        long deadlocks,
        long tempFiles,
        long tempBytes,
        double blockReadMillis,
        double blockWriteMillis,
        @Nullable Instant statsReset) {}
