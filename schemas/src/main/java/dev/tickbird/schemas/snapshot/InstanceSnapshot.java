package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The state of the whole server, or the canary alone, or the failure to reach it.
 *
 * @param header what every part of every snapshot says about itself
 * @param reachability whether the server answered
 * @param canary null when it was not measured this time
 * @param facts null in a canary reading and when the server was not reached
 */
public record InstanceSnapshot(
        SnapshotHeader header,
        Reachability reachability,
        @Nullable Canary canary,
        @Nullable InstanceFacts facts) {
    public InstanceSnapshot {
        Immutable.required(header, "header");
        Immutable.required(reachability, "reachability");
    }
}
