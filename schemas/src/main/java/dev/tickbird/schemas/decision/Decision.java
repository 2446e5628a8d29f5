package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one proposal, bound to its digest. It counts when it is read back from the topic.
 *
 * @param id a UUID chosen by the decider: the same decision sent twice counts once
 * @param action the action that the proposal puts forward
 * @param instance the instance that the action would run on
 * @param digest the digest of the proposal that the decider saw
 * @param verdict what was decided
 * @param by who decided
 * @param through the way by which it came in
 * @param reason required for a rejection
 * @param at when it was decided, by the decider's clock
 * @param until the end of a snooze, or when an approval lapses; null for none
 * @param signature a compact JWS over {@link DecisionClaims}, by the decider's own key, or their {@link StandingApproval} as they signed
 *     it; null where the risk asks for none
 */
public record Decision(
        String id,
        ActionId action,
        InstanceId instance,
        ActionDigest digest,
        Verdict verdict,
        Principal by,
        Channel through,
        @Nullable String reason,
        Instant at,
        @Nullable Instant until,
        @Nullable String signature) {
    public Decision {
        Immutable.required(id, "id");
        Immutable.required(action, "action");
        Immutable.required(instance, "instance");
        Immutable.required(digest, "digest");
        Immutable.required(verdict, "verdict");
        Immutable.required(by, "by");
        Immutable.required(through, "through");
        Immutable.required(at, "at");
    }

    /** What a signature of this decision has to cover. */
    public DecisionClaims claims() {
        return new DecisionClaims(id, action, instance, digest, verdict, by.name(), at, until);
    }

    /** The same under a signature: a compact JWS over {@link #claims}. */
    public Decision withSignature(@Nullable String jws) {
        return new Decision(id, action, instance, digest, verdict, by, through, reason, at, until, jws);
    }
}
