package dev.tickbird.analyzer.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot that nobody used while we watched.
 *
 * @param restartLsn where it was
 * @param since the first reading that saw it so
 */
public record IdleSlot(
        @Nullable String restartLsn, @Nullable String confirmedFlushLsn, Instant since) {}
