package dev.tickbird.analyzer.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * How long nothing was heard of an instance.
 *
 * @param interval how often it should be heard
 * @param silent counted by ticks, so that neither a restart nor a backlog is silence
 */
public record SilenceCase(InstanceView instance, Instant at, Duration interval, Duration silent) {}
