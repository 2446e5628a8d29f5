package dev.tickbird.console.web.chart;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A value at a time; null where none is known: the line has a gap there. */
public record Sample(Instant at, @Nullable Double value) {}
