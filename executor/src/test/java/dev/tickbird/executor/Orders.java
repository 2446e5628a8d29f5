package dev.tickbird.executor;

import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds orders as the console would, and as a forger would. */
public final class Orders {
    private Orders() {}

    /** Approved by ann. */
    public static Order.Run run(Action action, ActionTarget target, Instant now) {
        return run(action, target, now, null);
    }

    public static Order.Run run(Action action, ActionTarget target, Instant now, @Nullable Window window) {
        List<String> statements = action.statements(target.serverVersion());
        ActionDigest digest = ActionDigest.of(action, target, statements);
        FindingId finding = FindingId.of(StableId.of("fnd", UUID.randomUUID().toString()));
        ActionId id = Proposal.id(finding, 1, digest);
        Order.Run bare = new Order.Run(
                UUID.randomUUID().toString(),
                id,
                target.instance(),
                finding,
                "index.unused",
                action,
                target,
                statements,
                action.risk(),
                digest,
                List.of(),
                1,
                "default",
                window,
                now,
                now.plus(Duration.ofDays(1)));
        return with(bare, List.of(decision(bare, "ann", PrincipalKind.PERSON, null)), 1);
    }

    public static Order.Run with(Order.Run order, List<Decision> decisions, int requires) {
        return new Order.Run(
                order.id(),
                order.action(),
                order.instance(),
                order.finding(),
                order.rule(),
                order.what(),
                order.target(),
                order.statements(),
                order.risk(),
                order.digest(),
                decisions,
                requires,
                order.policy(),
                order.window(),
                order.issuedAt(),
                order.expiresAt());
    }

    public static Decision decision(Order.Run order, String who, PrincipalKind kind, @Nullable SigningKey signedWith) {
        Decision decision = new Decision(
                UUID.randomUUID().toString(),
                order.action(),
                order.instance(),
                order.digest(),
                Verdict.APPROVE,
                new Principal(who, kind, List.of("dba")),
                Channel.REST,
                null,
                order.issuedAt(),
                null,
                null);
        return signedWith == null ? decision : signed(decision, signedWith);
    }

    private static Decision signed(Decision decision, SigningKey key) {
        String jws = key.sign(CanonicalJson.bytes(decision.claims()), DecisionClaims.JWS_TYPE);
        return new Decision(
                decision.id(),
                decision.action(),
                decision.instance(),
                decision.digest(),
                decision.verdict(),
                decision.by(),
                decision.through(),
                decision.reason(),
                decision.at(),
                decision.until(),
                jws);
    }
}
