package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.util.List;

/**
 * A primary and its standbys, whichever is which at the moment.
 *
 * @param name the cluster's name in the fleet file
 * @param members its instances, at least two
 */
public record Cluster(String name, List<InstanceId> members) {
    public Cluster {
        Immutable.required(name, "cluster.name");
        members = Immutable.list(members);
    }
}
