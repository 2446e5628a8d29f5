package dev.tickbird.executor.intake;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.List;
import java.util.Optional;

/** What the signed fleet says, as far as it has been read. */
public interface Fleet {
    Optional<TargetSpec> target(InstanceId instance);

    /** All targets of a cluster. */
    List<TargetSpec> cluster(String cluster);

    FleetPolicy policy();

    /** The standing approval with that id, unless it was revoked or is not there any more. */
    default Optional<StandingApproval> standing(String id) {
        return Optional.empty();
    }

    /** The pauses in force. */
    List<Pause> pauses();
}
