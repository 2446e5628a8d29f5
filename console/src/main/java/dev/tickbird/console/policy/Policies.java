package dev.tickbird.console.policy;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.PolicySubject;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fleet's approval policies: the first that matches decides, and where none does one person approves. */
public final class Policies {
    /** What decides where no policy matches. */
    public static final String DEFAULT_NAME = "default";

    private static final Duration DEFAULT_EXPIRY = Duration.ofDays(14);

    private final List<ApprovalPolicy> policies;

    public Policies(List<ApprovalPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /**
     * One policy beside a proposal.
     *
     * @param mismatch the first of its matchers that does not match; null when all do
     */
    public record Look(
            String policy, String effect, @Nullable String mismatch) {}

    /** What a proposal needs at that time. */
    public Requirement requirement(Proposal proposal, Instant at) {
        return requirement(subject(proposal), at);
    }

    /** As above, for something that might be proposed. */
    public Requirement requirement(PolicySubject subject, Instant at) {
        return policies.stream()
                .filter(policy -> policy.matches(subject, at))
                .findFirst()
                .map(policy -> requirement(policy, subject))
                .orElseGet(() -> approvals(DEFAULT_NAME, 1, List.of(), subject, DEFAULT_EXPIRY));
    }

    /** The policies in order, up to the one that decides. */
    public List<Look> looks(PolicySubject subject, Instant at) {
        List<Look> looks = new ArrayList<>();
        for (ApprovalPolicy policy : policies) {
            String mismatch = policy.mismatch(subject, at).orElse(null);
            looks.add(new Look(policy.name(), policy.effect().label(), mismatch));
            if (mismatch == null) {
                return looks;
            }
        }
        looks.add(new Look(DEFAULT_NAME, "require", null));
        return looks;
    }

    public static PolicySubject subject(Proposal proposal) {
        return PolicySubject.of(proposal);
    }

    private static Requirement requirement(ApprovalPolicy policy, PolicySubject subject) {
        Duration expiry = policy.expiry() == null ? DEFAULT_EXPIRY : policy.expiry();
        return switch (policy.effect()) {
            // High risk is never approved by a policy: the executor asks for people's own signatures.
            case AUTO_APPROVE ->
                subject.risk() == Risk.HIGH
                        ? approvals(policy.name(), 1, policy.roles(), subject, expiry)
                        : new Requirement.Automatic(policy.name(), expiry);
            case REQUIRE -> approvals(policy.name(), policy.approvals(), policy.roles(), subject, expiry);
            case FORBID -> new Requirement.Forbidden(policy.name(), expiry);
        };
    }

    private static Requirement approvals(
            String policy, int approvals, List<String> roles, PolicySubject subject, Duration expiry) {
        return new Requirement.Approvals(
                policy,
                Math.max(approvals, Action.fewestApprovals(subject.action())),
                roles,
                subject.risk() == Risk.HIGH,
                expiry);
    }
}
