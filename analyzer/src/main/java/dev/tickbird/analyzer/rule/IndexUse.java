package dev.tickbird.analyzer.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usage ledger's line of one index.
 *
 * @param uses scans that we saw, summed over counter resets
 * @param since the start of our observation
 * @param counted scans in the server's counter now
 * @param statsReset since when the server counts; null means unknown
 */
public record IndexUse(
        long uses, Instant since, long counted, @Nullable Instant statsReset) {
    public Duration observed(Instant now) {
        return Duration.between(since, now);
    }

    /** Whether we saw no use; on the first days nor did the server's counter, which is older than our observation. */
    public boolean none(boolean observedLongEnough) {
        return uses == 0 && (observedLongEnough || counted == 0);
    }
}
