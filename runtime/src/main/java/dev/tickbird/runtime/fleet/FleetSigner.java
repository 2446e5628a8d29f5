package dev.tickbird.runtime.fleet;

import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;

/** Puts the fleet key's signature under what the agents act on. */
public final class FleetSigner {
    private final SigningKey key;

    public FleetSigner(SigningKey key) {
        this.key = key;
    }

    /** A watched server as it travels. */
    public Signed target(TargetSpec target) {
        return new Signed(key.sign(Codec.encode(target), TargetSpec.JWS_TYPE));
    }

    /** What ends the watching of a server, under the target's own key. */
    public Signed removal(TargetRemoval removal) {
        return new Signed(key.sign(Codec.encode(removal), TargetRemoval.JWS_TYPE));
    }

    /** The value of the key {@code fleet} of the topic {@code config}. */
    public ConfigRecord policy(FleetPolicy policy) {
        return new ConfigRecord(key.sign(Codec.encode(policy), FleetPolicy.JWS_TYPE), null);
    }

    /** What ends a pause, under the pause's own key of the topic {@code config}. */
    public ConfigRecord lift(PauseLift lift) {
        return new ConfigRecord(key.sign(Codec.encode(lift), PauseLift.JWS_TYPE), null);
    }
}
