package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.StatementCounters;

/**
 * What one statement did in the window.
 *
 * @param statement its counters at the end
 */
public record StatementDelta(
        StatementCounters statement,
        long calls,
        double millis,
        long rows,
        long blocksHit,
        long blocksRead,
        long tempBlocks,
        long walBytes) {
    public double meanMillis() {
        return calls == 0 ? 0 : millis / calls;
    }
}
