package dev.tickbird.console.web.page;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.List;

/**
 * A proposal that waits for a decision.
 *
 * @param needs what it needs before it runs
 * @param ownKey whether each must sign with a key of their own
 * @param approvable whether it can be approved at all
 */
public record Waiting(Proposal proposal, String needs, List<String> approvedBy, boolean ownKey, boolean approvable) {
    static Waiting of(ActionRow row, Desk desk) {
        Proposal proposal = row.file().known().orElseThrow();
        Requirement requirement = desk.requirement(proposal);
        boolean executes = desk.executes(proposal);
        List<String> approvedBy = row.file().decisions().stream()
                .filter(counted -> counted.decision().verdict() == Verdict.APPROVE)
                .map(counted -> counted.decision().by().name())
                .distinct()
                .toList();
        return new Waiting(
                proposal,
                executes ? needs(requirement) : "mode propose: shown here, run by nobody",
                approvedBy,
                Approvals.needsOwnSignature(proposal),
                executes && !(requirement instanceof Requirement.Forbidden));
    }

    static boolean snoozed(ActionFile file, Instant now) {
        return file.snoozedUntil() != null && now.isBefore(file.snoozedUntil());
    }

    private static String needs(Requirement requirement) {
        return switch (requirement) {
            case Requirement.Automatic automatic -> "approved by policy " + automatic.policy();
            case Requirement.Forbidden forbidden -> "forbidden by policy " + forbidden.policy();
            case Requirement.Approvals required ->
                required.approvals()
                        + (required.approvals() == 1 ? " approval" : " approvals")
                        + (required.roles().isEmpty() ? "" : " by " + String.join(" or ", required.roles()))
                        + " (policy " + required.policy() + ")";
        };
    }
}
