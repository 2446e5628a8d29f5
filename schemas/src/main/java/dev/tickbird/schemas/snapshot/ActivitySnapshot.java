package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;

/**
 * What runs at this moment: always FULL.
 *
 * @param header what every part of every snapshot says about itself
 * @param sessions all but our own
 * @param preparedTransactions rows of {@code pg_prepared_xacts}
 * @param horizonHolders what holds the XID horizon back, oldest first
 * @param progress rows of the {@code pg_stat_progress_*} views
 */
public record ActivitySnapshot(
        SnapshotHeader header,
        List<SessionFacts> sessions,
        List<PreparedTransactionFacts> preparedTransactions,
        List<HorizonHolder> horizonHolders,
        List<ProgressFacts> progress) {
    public ActivitySnapshot {
        Immutable.required(header, "header");
        sessions = Immutable.list(sessions);
        preparedTransactions = Immutable.list(preparedTransactions);
        horizonHolders = Immutable.list(horizonHolders);
        progress = Immutable.list(progress);
    }
}
