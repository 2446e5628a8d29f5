package dev.tickbird.executor.intake;

import dev.tickbird.runtime.security.TrustedKey;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a decision may rest on a standing approval: by whom it was signed, that it still stands on the topic {@code config}, and what
 * it covers. Of the console's word only the name and the roles count, as with every approval.
 */
final class Standing {
    private Standing() {}

    static Optional<String> objection(
            VerifyResult.Verified verified,
            Decision decision,
            Order.Run order,
            TargetSpec target,
            Fleet fleet,
            Instant now) {
        StandingApproval approval;
        try {
            approval = Codec.decode(verified.bytes(), StandingApproval.class);
        } catch (UnreadableException e) {
            return Optional.of("its standing approval is " + e.getMessage());
        }
        TrustedKey key = verified.key();
        if (!key.owner().equals(approval.by())
                || !approval.by().equals(decision.by().name())) {
            return Optional.of(
                    "its standing approval is of " + approval.by() + ", signed with the key of " + key.owner());
        }
        if (fleet.standing(approval.id()).filter(approval::equals).isEmpty()) {
            return Optional.of(
                    "the standing approval " + approval.id() + " was revoked, or is not on the topic config");
        }
        return approval.objection(
                        order.instance().value(), target.tags(), order.target().database(), order.what(), now)
                .map(why -> "the standing approval " + approval.id() + ": " + why)
                .or(() -> scope(key, order, target));
    }

    private static Optional<String> scope(TrustedKey key, Order.Run order, TargetSpec target) {
        String type = String.valueOf(order.what().type());
        return key.scope().covers(target.tags(), type, order.what().risk())
                ? Optional.empty()
                : Optional.of("the key's scope does not cover " + type + " (risk "
                        + order.what().risk().label() + ") on this instance");
    }
}
