package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The payload of a decider's own signature, in canonical JSON; the JWS {@code typ} is {@code tickbird-decision}. */
public record DecisionClaims(
        String id,
        ActionId action,
        InstanceId instance,
        ActionDigest digest,
        Verdict verdict,
        String by,
        Instant at,
        @Nullable Instant until) {
    public static final String JWS_TYPE = "tickbird-decision";
}
