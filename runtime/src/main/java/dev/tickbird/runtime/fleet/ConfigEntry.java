package dev.tickbird.runtime.fleet;

import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;

/** A value of the topic {@code config}, read and where needed verified. */
public sealed interface ConfigEntry {
    record Policy(FleetPolicy policy) implements ConfigEntry {}

    record Paused(Pause pause) implements ConfigEntry {}

    record Lifted(PauseLift lift) implements ConfigEntry {}
}
