package dev.tickbird.executor.intake;

import dev.tickbird.schemas.common.InstanceId;
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

    /** The pauses in force. */
    List<Pause> pauses();
}
