package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.SequenceDocument;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sequence as a rule sees it.
 *
 * @param previous its last value at an earlier reading; null without one
 * @param window the time since that reading; null without one
 */
public record SequenceCase(
        InstanceView instance,
        String database,
        Instant at,
        SequenceDocument sequence,
        @Nullable Long previous,
        @Nullable Duration window) {}
