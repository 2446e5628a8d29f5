package dev.tickbird.executor.intake;

import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKey;
import dev.tickbird.runtime.security.VerifyResult;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the decisions in an order by what the signed fleet policy and the trusted keys say, not by what the order says. */
final class Quorum {
    /** What forbids or wants more approvals could have been erased. */
    static final String NO_POLICY = "the topic config holds no signed fleet policy: apply the fleet file";

    private final Signatures trusted;

    Quorum(Signatures trusted) {
        this.trusted = trusted;
    }

    /** Why the decisions are not enough; empty when they are. */
    Optional<String> objection(Order.Run order, TargetSpec target, Fleet fleet, Instant now) {
        FleetPolicy fleetPolicy = fleet.policy();
        if (fleetPolicy.revision() == 0) {
            return Optional.of(NO_POLICY);
        }
        ApprovalPolicy policy = fleetPolicy
                .deciding(PolicySubjects.of(order, target), order.issuedAt())
                .orElse(null);
        if (policy != null && policy.effect() == Effect.FORBID) {
            return Optional.of("the fleet policy " + policy.name() + " forbids it");
        }
        Set<String> counted = new TreeSet<>();
        for (Decision decision : order.decisions()) {
            Optional<String> objection = objection(decision, order, target, fleet, policy, now);
            if (objection.isPresent()) {
                return Optional.of("the decision " + decision.id() + " of "
                        + decision.by().name() + " does not count: " + objection.get());
            }
            counted.add(decision.by().name());
        }
        int needed = IntStream.of(
                        1,
                        order.requires(),
                        required(policy),
                        Action.fewestApprovals(order.what().type()))
                .max()
                .orElseThrow();
        return counted.size() >= needed
                ? Optional.empty()
                : Optional.of("it has " + counted.size() + " approvals by different deciders and needs " + needed);
    }

    private static int required(@Nullable ApprovalPolicy policy) {
        return policy != null && policy.effect() == Effect.REQUIRE ? policy.approvals() : 1;
    }

    private Optional<String> objection(
            Decision decision,
            Order.Run order,
            TargetSpec target,
            Fleet fleet,
            @Nullable ApprovalPolicy policy,
            Instant now) {
        if (decision.verdict() != Verdict.APPROVE) {
            return Optional.of("it does not approve");
        }
        if (!decision.action().equals(order.action()) || !decision.instance().equals(order.instance())) {
            return Optional.of("it is about another action");
        }
        if (!decision.digest().equals(order.digest())) {
            return Optional.of("it is about another digest");
        }
        if (decision.until() != null && !now.isBefore(decision.until())) {
            return Optional.of("it lapsed at " + decision.until());
        }
        return switch (decision.by().kind()) {
            case PERSON ->
                role(decision, policy)
                        .or(() -> standing(decision, order, target, fleet, now)
                                .orElseGet(() -> person(decision, order, target)));
            case ENGINE -> signed(decision, order, target, Set.of(KeyPurpose.ENGINE));
            case POLICY -> policy(decision, order, policy);
            case CONSOLE -> Optional.of("the console itself approves nothing");
        };
    }

    private static Optional<String> role(Decision decision, @Nullable ApprovalPolicy policy) {
        if (policy == null
                || policy.effect() != Effect.REQUIRE
                || policy.roles().isEmpty()
                || policy.roles().stream().anyMatch(decision.by().roles()::contains)) {
            return Optional.empty();
        }
        return Optional.of("the fleet policy " + policy.name() + " wants one of the roles " + policy.roles());
    }

    /** What is said of a decision that rests on a standing approval; empty for one that does not. */
    private Optional<Optional<String>> standing(
            Decision decision, Order.Run order, TargetSpec target, Fleet fleet, Instant now) {
        String signature = decision.signature();
        if (signature == null) {
            return Optional.empty();
        }
        return switch (trusted.verify(signature, StandingApproval.JWS_TYPE, Set.of(KeyPurpose.APPROVER))) {
            case VerifyResult.Verified verified ->
                Optional.of(Standing.objection(verified, decision, order, target, fleet, now));
            case VerifyResult.Refused refused ->
                refused.reason() == VerifyResult.Reason.WRONG_TYPE
                        ? Optional.empty()
                        : Optional.of(Optional.of(refused.explanation()));
        };
    }

    private Optional<String> person(Decision decision, Order.Run order, TargetSpec target) {
        if (order.what().risk() == Risk.HIGH) {
            return signed(decision, order, target, Set.of(KeyPurpose.APPROVER));
        }
        return decision.signature() == null
                ? Optional.empty()
                : signed(decision, order, target, Set.of(KeyPurpose.APPROVER, KeyPurpose.CONSOLE));
    }

    private static Optional<String> policy(Decision decision, Order.Run order, @Nullable ApprovalPolicy policy) {
        if (order.what().risk() == Risk.HIGH) {
            return Optional.of("no policy approves high risk");
        }
        if (policy == null
                || policy.effect() != Effect.AUTO_APPROVE
                || !policy.name().equals(decision.by().name())) {
            return Optional.of("the signed fleet policy does not approve this by itself");
        }
        return order.requires() > 1
                ? Optional.of("a policy cannot take the place of " + order.requires() + " approvals")
                : Optional.empty();
    }

    private Optional<String> signed(Decision decision, Order.Run order, TargetSpec target, Set<KeyPurpose> purposes) {
        String signature = decision.signature();
        if (signature == null) {
            return Optional.of(
                    purposes.contains(KeyPurpose.ENGINE)
                            ? "an engine's decision needs its signature"
                            : "high risk needs the approver's own signature");
        }
        return switch (trusted.verify(signature, DecisionClaims.JWS_TYPE, purposes)) {
            case VerifyResult.Refused refused -> Optional.of(refused.explanation());
            case VerifyResult.Verified verified -> claims(decision, order, target, verified);
        };
    }

    private static Optional<String> claims(
            Decision decision, Order.Run order, TargetSpec target, VerifyResult.Verified verified) {
        TrustedKey key = verified.key();
        // The console signs for whoever was logged in; everybody else only for themselves.
        if (key.purpose() != KeyPurpose.CONSOLE
                && !key.owner().equals(decision.by().name())) {
            return Optional.of("it is signed with the key of " + key.owner());
        }
        try {
            if (!Codec.decode(verified.bytes(), DecisionClaims.class).equals(decision.claims())) {
                return Optional.of("what was signed is another decision");
            }
        } catch (UnreadableException e) {
            return Optional.of("what was signed is " + e.getMessage());
        }
        String type = String.valueOf(order.what().type());
        return key.scope().covers(target.tags(), type, order.what().risk())
                ? Optional.empty()
                : Optional.of("the key's scope does not cover " + type + " (risk "
                        + order.what().risk().label() + ") on this instance");
    }
}
