package dev.tickbird.console.policy;

import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Duration;
import java.util.List;

/** The fleet's approval policies: the first that matches decides, and where none does one person approves. */
public final class Policies {
    /** What decides where no policy matches. */
    public static final String DEFAULT_NAME = "default";

    private static final Duration DEFAULT_EXPIRY = Duration.ofDays(14);

    private final List<ApprovalPolicy> policies;

    public Policies(List<ApprovalPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    public Requirement requirement(Proposal proposal) {
        return policies.stream()
                .filter(policy -> matches(policy, proposal))
                .findFirst()
                .map(policy -> requirement(policy, proposal.risk()))
                .orElseGet(() -> approvals(DEFAULT_NAME, 1, List.of(), proposal.risk(), DEFAULT_EXPIRY));
    }

    private static Requirement requirement(ApprovalPolicy policy, Risk risk) {
        Duration expiry = policy.expiry() == null ? DEFAULT_EXPIRY : policy.expiry();
        return switch (policy.effect()) {
            // High risk is never approved by a policy: the executor asks for people's own signatures.
            case AUTO_APPROVE ->
                risk == Risk.HIGH
                        ? approvals(policy.name(), 1, policy.roles(), risk, expiry)
                        : new Requirement.Automatic(policy.name(), expiry);
            case REQUIRE -> approvals(policy.name(), policy.approvals(), policy.roles(), risk, expiry);
            case FORBID -> new Requirement.Forbidden(policy.name(), expiry);
        };
    }

    private static Requirement approvals(String policy, int approvals, List<String> roles, Risk risk, Duration expiry) {
        return new Requirement.Approvals(policy, approvals, roles, risk == Risk.HIGH, expiry);
    }

    private static boolean matches(ApprovalPolicy policy, Proposal proposal) {
        return (policy.risks().isEmpty() || policy.risks().contains(proposal.risk()))
                && (policy.actions().isEmpty()
                        || policy.actions()
                                .contains(String.valueOf(proposal.action().type())))
                && matches(policy.rules(), proposal.rule())
                && matches(policy.instances(), proposal.instance().value())
                && proposal.tags().entrySet().containsAll(policy.tags().entrySet());
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, name));
    }
}
