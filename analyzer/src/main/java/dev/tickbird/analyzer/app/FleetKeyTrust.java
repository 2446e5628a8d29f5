package dev.tickbird.analyzer.app;

import dev.tickbird.analyzer.topology.FleetTrust;
import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.wire.UnreadableException;

/** Trust in the fleet key of the local trust file. */
record FleetKeyTrust(FleetReader reader) implements FleetTrust {
    @Override
    public TargetEntry target(String key, byte[] value) {
        return reader.target(key, value);
    }

    @Override
    public FleetPolicy policy(byte[] value) {
        return switch (reader.config(FleetPolicy.KEY, value)) {
            case ConfigEntry.Policy policy -> policy.policy();
            case ConfigEntry.Paused paused -> throw notAPolicy();
            case ConfigEntry.Lifted lifted -> throw notAPolicy();
            case ConfigEntry.Standing standing -> throw notAPolicy();
        };
    }

    private static UnreadableException notAPolicy() {
        return new UnreadableException("the record under the key '" + FleetPolicy.KEY + "' is not a policy");
    }
}
