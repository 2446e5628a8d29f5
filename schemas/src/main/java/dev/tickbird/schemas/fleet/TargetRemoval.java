package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;

/**
 * An instance that is watched no more. It takes the target's place on the topic {@code targets} and stays there, so that no older
 * record can bring the instance back.
 *
 * @param instance its name
 * @param by who removed it
 * @param at when it was removed
 * @param revision the fleet file's revision that it left with: a target of this revision or a lower one does not count any more
 */
public record TargetRemoval(InstanceId instance, String by, Instant at, long revision) {
    public static final String JWS_TYPE = "tickbird-target-removal";

    public TargetRemoval {
        Immutable.required(instance, "instance");
        Immutable.required(by, "by");
        Immutable.required(at, "at");
    }
}
