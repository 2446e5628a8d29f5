package dev.tickbird.runtime.fleet;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.TargetRemoval;
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
    private static final Set<KeyPurpose> APPROVERS = Set.of(KeyPurpose.APPROVER);
    private static final Set<KeyPurpose> LIFTING = Set.of(KeyPurpose.FLEET, KeyPurpose.CONSOLE);

    private final TrustedKeys trusted;

    public FleetReader(TrustedKeys trusted) {
        this.trusted = trusted;
    }

    /** A watched server or the end of one, from its key and value; the key is the instance's name. */
    public TargetEntry target(String key, byte[] value) {
        String jws = Codec.decode(value, Signed.class).jws();
        TargetEntry entry = isRemoval(jws)
                ? new TargetEntry.Removed(verified(jws, TargetRemoval.JWS_TYPE, FLEET, TargetRemoval.class))
                : new TargetEntry.Watched(verified(jws, TargetSpec.JWS_TYPE, FLEET, TargetSpec.class));
        if (!entry.instance().value().equals(key)) {
            throw new UnreadableException("the record's key is '" + key + "' but it is about " + entry.instance());
        }
        return entry;
    }

    /** Any entry of the topic {@code config}. */
    public ConfigEntry config(String key, byte[] value) {
        ConfigRecord entry = Codec.decode(value, ConfigRecord.class);
        if (entry.pause() != null) {
            if (!entry.pause().fits(key)) {
                throw new UnreadableException("the record's key is not one of such a pause");
            }
            return new ConfigEntry.Paused(entry.pause());
        }
        if (StandingApproval.isKey(key)) {
            return standing(key, String.valueOf(entry.jws()));
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

    /** Signed by whom it names. */
    private ConfigEntry standing(String key, String jws) {
        return switch (trusted.verify(jws, StandingApproval.JWS_TYPE, APPROVERS)) {
            case VerifyResult.Refused refused ->
                throw new UnreadableException("its signature does not count: " + refused.explanation());
            case VerifyResult.Verified verified -> {
                StandingApproval approval = Codec.decode(verified.bytes(), StandingApproval.class);
                if (!approval.key().equals(key)) {
                    throw new UnreadableException("the record's key is '" + key + "' but it is " + approval.key());
                }
                if (!verified.key().owner().equals(approval.by())) {
                    throw new UnreadableException("it is of " + approval.by() + " but signed with the key of "
                            + verified.key().owner());
                }
                yield new ConfigEntry.Standing(approval, jws, verified.key().scope());
            }
        };
    }

    /** Whether it says that it is one: then it has to be a good one. */
    private boolean isRemoval(String jws) {
        return switch (trusted.verify(jws, TargetRemoval.JWS_TYPE, FLEET)) {
            case VerifyResult.Verified verified -> true;
            case VerifyResult.Refused(VerifyResult.Reason reason, String explanation) ->
                reason != VerifyResult.Reason.WRONG_TYPE;
        };
    }

    private <T> T verified(String jws, String jwsType, Set<KeyPurpose> purposes, Class<T> type) {
        return switch (trusted.verify(jws, jwsType, purposes)) {
            case VerifyResult.Verified verified -> Codec.decode(verified.bytes(), type);
            case VerifyResult.Refused refused ->
                throw new UnreadableException("its signature does not count: " + refused.explanation());
        };
    }
}
