package dev.tickbird.executor;

import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Standing approvals, and decisions that rest on them. */
public final class Approvals {
    private Approvals() {}

    /** Ann approves ANALYZE and VACUUM of all tables of schema public on orders. */
    public static StandingApproval standing(Instant at, int runsPerDay) {
        return new StandingApproval(
                UUID.randomUUID().toString(),
                "ann",
                null,
                List.of("ord*"),
                Map.of("env", "test"),
                List.of("*"),
                List.of("analyze", "vacuum"),
                List.of("public.*"),
                Risk.MEDIUM,
                runsPerDay,
                at,
                at.plus(Duration.ofDays(30)));
    }

    public static String signed(StandingApproval approval, SigningKey key) {
        return key.sign(CanonicalJson.bytes(approval), StandingApproval.JWS_TYPE);
    }

    /** The order with one decision, in that person's name, on this evidence. */
    public static Order.Run resting(Order.Run order, String who, String jws) {
        return Orders.with(order, List.of(decision(order, who, jws)), 1);
    }

    public static Decision decision(Order.Run order, String who, String jws) {
        return new Decision(
                UUID.randomUUID().toString(),
                order.action(),
                order.instance(),
                order.digest(),
                Verdict.APPROVE,
                new Principal(who, PrincipalKind.PERSON, List.of("approver")),
                Channel.CONSOLE,
                null,
                order.issuedAt(),
                null,
                jws);
    }
}
