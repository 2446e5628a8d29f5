package dev.tickbird.analyzer.rule;

import java.time.Duration;

/**
 * What happened in a database between two readings of the same epoch.
 *
 * @param window the time between them
 */
public record DatabaseDelta(
        Duration window,
        long commits,
        long rollbacks,
        long blocksRead,
        long blocksHit,
        long deadlocks,
        long tempFiles,
        long tempBytes) {}
