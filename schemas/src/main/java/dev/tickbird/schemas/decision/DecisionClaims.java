package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a decider's own signature, in canonical JSON; the JWS {@code typ} is {@code tickbird-decision}.
 *
 * @param id the decision's id
 * @param action the action that the proposal puts forward
 * @param instance the instance that the action would run on
 * @param digest the digest of the proposal that the decider saw
 * @param verdict what was decided
 * @param by the decider's name
 * @param at when it was decided, by the decider's clock
 * @param until the decision's {@code until}; null for none
 */
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
