package dev.tickbird.analyzer.advice;

import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.TargetSpec;

/** The server that an action would run on, as it identified itself last. */
public record Where(TargetSpec target, ServerVersion version, String systemIdentifier, int timeline) {}
