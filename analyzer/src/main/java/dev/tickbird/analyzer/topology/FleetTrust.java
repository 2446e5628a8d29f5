package dev.tickbird.analyzer.topology;

import dev.tickbird.runtime.fleet.TargetEntry;
import dev.tickbird.schemas.fleet.FleetPolicy;

/**
 * Reads what the fleet key must have signed. Both methods throw {@link dev.tickbird.schemas.wire.UnreadableException} for what is
 * not signed by a key that is trusted here.
 */
public interface FleetTrust {
    /** Believes everything: for records that this process made, or whose signatures were checked when they were recorded. */
    static FleetTrust unsigned() {
        return new UnsignedFleet();
    }

    TargetEntry target(String key, byte[] value);

    FleetPolicy policy(byte[] value);
}
