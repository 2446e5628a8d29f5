package dev.tickbird.analyzer.topology;

import java.time.Instant;

/** A sequence's last value at a reading. */
public record SequenceReading(long lastValue, Instant at) {}
