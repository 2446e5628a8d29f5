package dev.tickbird.console.app;

import dev.tickbird.console.app.ConsoleConfig.User;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.identity.Role;
import dev.tickbird.console.policy.Policies;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.fleet.FleetCalendar;
import dev.tickbird.schemas.fleet.FleetCalendar.Closed;
import dev.tickbird.schemas.fleet.PolicySubject;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says who must approve a proposal, and why. */
final class Explainer {
    private final PolicyWatch.State policies;
    private final List<User> users;
    private final TrustedKeys trusted;
    private final InstantSource clock;

    Explainer(PolicyWatch.State policies, List<User> users, TrustedKeys trusted, InstantSource clock) {
        this.policies = policies;
        this.users = List.copyOf(users);
        this.trusted = trusted;
        this.clock = clock;
    }

    Explanation explain(ActionFile file, Proposal proposal, Instant expiresAt, boolean executes) {
        Instant now = clock.instant();
        PolicySubject subject = Policies.subject(proposal);
        Requirement requirement = policies.policies().requirement(subject, now);
        Requirement.Approvals needed = requirement instanceof Requirement.Approvals approvals ? approvals : null;
        List<String> roles = needed == null ? List.of() : needed.roles();
        List<String> approvedBy = approvedBy(file, proposal, now);
        FleetCalendar calendar = new FleetCalendar(policies.fleet());
        Optional<Closed> closed = calendar.closed(subject, now);
        return new Explanation(
                requirement.decision(),
                requirement.policy(),
                needed == null ? 0 : needed.approvals(),
                roles,
                Approvals.needsOwnSignature(proposal),
                approvedBy,
                needed == null ? List.of() : mayApprove(proposal, roles, approvedBy, now),
                executes,
                closed.map(Closed::reason).orElse(null),
                closed.map(Closed::until).orElse(null),
                calendar.windowEnd(subject, now).orElse(null),
                expiresAt,
                policies.policies().looks(subject, now));
    }

    private static List<String> approvedBy(ActionFile file, Proposal proposal, Instant now) {
        return file.decisions().stream()
                .map(counted -> counted.decision())
                .filter(decision -> decision.verdict() == Verdict.APPROVE)
                .filter(decision -> decision.digest().equals(proposal.digest()))
                .filter(decision -> decision.until() == null || now.isBefore(decision.until()))
                .map(decision -> decision.by().name())
                .distinct()
                .toList();
    }

    private List<String> mayApprove(Proposal proposal, List<String> roles, List<String> approvedBy, Instant now) {
        return users.stream()
                .filter(user -> user.expires() == null || now.isBefore(user.expires()))
                .filter(user -> Role.APPROVER.isIn(user.roles()))
                .filter(user -> roles.isEmpty() || user.roles().stream().anyMatch(roles::contains))
                .filter(user -> user.approves()
                        .covers(
                                proposal.tags(),
                                String.valueOf(proposal.action().type()),
                                proposal.risk()))
                .map(User::name)
                .filter(name -> !approvedBy.contains(name))
                .filter(name -> !Approvals.needsOwnSignature(proposal) || hasKey(name, proposal))
                .toList();
    }

    private boolean hasKey(String name, Proposal proposal) {
        return trusted.all().stream()
                .filter(key -> key.purpose() == KeyPurpose.APPROVER && !key.revoked())
                .filter(key -> key.owner().equals(name))
                .anyMatch(key -> key.scope()
                        .covers(
                                proposal.tags(),
                                String.valueOf(proposal.action().type()),
                                proposal.risk()));
    }
}
