package dev.tickbird.analyzer.topology;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;

/** Reads the records themselves, without the signatures that they travel in. */
final class UnsignedFleet implements FleetTrust {
    @Override
    public TargetEntry target(String key, byte[] value) {
        return Codec.decode(value, JsonNode.class).has("host")
                ? new TargetEntry.Watched(Codec.decode(value, TargetSpec.class))
                : new TargetEntry.Removed(Codec.decode(value, TargetRemoval.class));
    }

    @Override
    public FleetPolicy policy(byte[] value) {
        return Codec.decode(value, FleetPolicy.class);
    }
}
