package dev.tickbird.runtime.fleet;

import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseLift;

/** A value of the topic {@code config}, read and where needed verified. */
public sealed interface ConfigEntry {
    record Policy(FleetPolicy policy) implements ConfigEntry {}

    record Paused(Pause pause) implements ConfigEntry {}

    record Lifted(PauseLift lift) implements ConfigEntry {}

    /**
     * A person's approval of what returns, under their own signature.
     *
     * @param jws as it was signed
     * @param scope how far the word of the key goes
     */
    record Standing(StandingApproval approval, String jws, KeyScope scope) implements ConfigEntry {}
}
