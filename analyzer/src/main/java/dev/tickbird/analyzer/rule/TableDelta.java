package dev.tickbird.analyzer.rule;

import java.time.Duration;

/**
 * What happened to a table between two readings of the same epoch.
 *
 * @param window the time between them
 */
public record TableDelta(
        Duration window,
        long sequentialScans,
        long sequentialTuples,
        long indexScans,
        long inserted,
        long updated,
        long deleted,
        long hotUpdated,
        long deadGrowth) {}
