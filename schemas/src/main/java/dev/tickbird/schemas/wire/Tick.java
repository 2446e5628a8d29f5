package dev.tickbird.schemas.wire;

/**
 * That time has passed. Its moment is the record's timestamp, which the broker sets.
 *
 * @param partition the partition it is for, and its key
 * @param intervalMillis how long after the one before it is due
 */
public record Tick(int partition, long intervalMillis) {}
