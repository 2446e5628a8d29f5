package dev.tickbird.analyzer.rule;

import java.time.Duration;

/**
 * What was read of an index between two readings of the same epoch.
 *
 * @param window the time between them
 * @param tuplesRead index entries returned by scans
 * @param tuplesFetched live rows fetched by simple index scans
 * @param blocksRead blocks read from outside shared buffers
 * @param blocksHit blocks found in shared buffers
 */
public record IndexDelta(Duration window, long tuplesRead, long tuplesFetched, long blocksRead, long blocksHit) {}
