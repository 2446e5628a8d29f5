package dev.tickbird.schemas.execution;

import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a running action is.
 *
 * @param action the action's id
 * @param instance the instance that it runs on
 * @param phase PostgreSQL's own words
 * @param percent 0 to 100 of the phase; null when unknown
 * @param remaining an estimate from the pace so far; null when unknown
 * @param at when it was read
 */
public record Progress(
        ActionId action,
        InstanceId instance,
        String phase,
        @Nullable Double percent,
        @Nullable Duration remaining,
        Instant at) {
    public Progress {
        Immutable.required(action, "action");
        Immutable.required(instance, "instance");
        Immutable.required(phase, "phase");
    }
}
