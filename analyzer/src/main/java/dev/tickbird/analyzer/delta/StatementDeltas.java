package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.schemas.snapshot.StatementCounters;
import java.util.Optional;

/** What a statement did between two readings, or since its counters began. */
public final class StatementDeltas {
    private StatementDeltas() {}

    /** Empty when a counter fell: the entry was evicted and came back, or was reset. */
    public static Optional<StatementDelta> between(StatementCounters before, StatementCounters now) {
        if (now.calls() < before.calls() || now.executionMillis() < before.executionMillis()) {
            return Optional.empty();
        }
        return Optional.of(new StatementDelta(
                now,
                now.calls() - before.calls(),
                now.executionMillis() - before.executionMillis(),
                now.rows() - before.rows(),
                now.blocksHit() - before.blocksHit(),
                now.blocksRead() - before.blocksRead(),
                now.tempBlocksWritten() - before.tempBlocksWritten(),
                now.walBytes() - before.walBytes()));
    }

    /** All that its counters hold. */
    public static StatementDelta whole(StatementCounters now) {
        return new StatementDelta(
                now,
                now.calls(),
                now.executionMillis(),
                now.rows(),
                now.blocksHit(),
                now.blocksRead(),
                now.tempBlocksWritten(),
                now.walBytes());
    }
}
