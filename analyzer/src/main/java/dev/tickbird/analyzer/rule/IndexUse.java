package dev.tickbird.analyzer.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usage ledger's line of one index.
 *
 * @param uses scans that we saw, summed over counter resets
 * @param writes rows written to the table in that time that needed an entry
 * @param since the start of our observation
 * @param counted scans in the server's counter now
 * @param statsReset since when the server counts; null means unknown
 * @param delta since the reading before; null without one of the same epoch
 * @param droppedAs the name under which we dropped it, when it is back; null when we did not
 */
public record IndexUse(
        long uses,
        long writes,
        Instant since,
        long counted,
        @Nullable Instant statsReset,
        @Nullable IndexDelta delta,
        @Nullable String droppedAs) {
    public Duration observed(Instant now) {
        return Duration.between(since, now);
    }

    /** Whether we saw no use; on the first days nor did the server's counter, which is older than our observation. */
    public boolean none(boolean observedLongEnough) {
        return uses == 0 && (observedLongEnough || counted == 0);
    }
}
