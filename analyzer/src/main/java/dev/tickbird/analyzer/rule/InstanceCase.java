package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.Reachability;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how fast the server answered.
 *
 * @param canary null when it was not measured this time
 * @param baselineMillis the usual time of the canary's statement, network subtracted; null while it is being learned
 */
public record InstanceCase(
        InstanceView instance,
        Instant at,
        Reachability reachability,
        @Nullable Canary canary,
        @Nullable Double baselineMillis) {}
