package dev.tickbird.runtime.fleet;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.UnreadableException;
import java.util.Set;

/**
 * Reads the topics {@code targets} and {@code config}. What is not signed by a fleet key that is trusted here throws
 * {@link UnreadableException}, with the reason.
 */
public final class FleetReader {
    private static final Set<KeyPurpose> FLEET = Set.of(KeyPurpose.FLEET);
    private static final Set<KeyPurpose> LIFTING = Set.of(KeyPurpose.FLEET, KeyPurpose.CONSOLE);

    private final TrustedKeys trusted;

    public FleetReader(TrustedKeys trusted) {
        this.trusted = trusted;
    }

    /** A watched server, from its key and value; the key is the instance's name. */
    public TargetSpec target(String key, byte[] value) {
        TargetSpec target =
                verified(Codec.decode(value, Signed.class).jws(), TargetSpec.JWS_TYPE, FLEET, TargetSpec.class);
        if (!target.instance().value().equals(key)) {
            throw new UnreadableException("the record's key is '" + key + "' but it is about " + target.instance());
        }
        return target;
    }

    /** Any entry of the topic {@code config}. */
    public ConfigEntry config(String key, byte[] value) {
        ConfigRecord entry = Codec.decode(value, ConfigRecord.class);
        if (entry.pause() != null) {
            return new ConfigEntry.Paused(entry.pause());
        }
        if (key.equals(FleetPolicy.KEY)) {
            return new ConfigEntry.Policy(
                    verified(String.valueOf(entry.jws()), FleetPolicy.JWS_TYPE, FLEET, FleetPolicy.class));
        }
        PauseLift lift = verified(String.valueOf(entry.jws()), PauseLift.JWS_TYPE, LIFTING, PauseLift.class);
        if (!lift.key().equals(key)) {
            throw new UnreadableException("the record's key is '" + key + "' but it lifts " + lift.key());
        }
        return new ConfigEntry.Lifted(lift);
    }

    private <T> T verified(String jws, String jwsType, Set<KeyPurpose> purposes, Class<T> type) {
        return switch (trusted.verify(jws, jwsType, purposes)) {
            case VerifyResult.Verified verified -> Codec.decode(verified.bytes(), type);
            case VerifyResult.Refused refused ->
                throw new UnreadableException("its signature does not count: " + refused.explanation());
        };
    }
}
