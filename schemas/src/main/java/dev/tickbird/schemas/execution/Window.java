package dev.tickbird.schemas.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an action may begin; null for no bound on that side.
 *
 * @param notBefore the earliest moment; null for no bound
 * @param notAfter the latest moment; null for no bound
 */
public record Window(@Nullable Instant notBefore, @Nullable Instant notAfter) {}
