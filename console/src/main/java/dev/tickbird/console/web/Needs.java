package dev.tickbird.console.web;

import dev.tickbird.console.app.Desk;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import java.util.List;

/**
 * What a proposal needs before it runs.
 *
 * @param decision {@code approvals}, {@code automatic} (a policy approves) or {@code forbidden}
 * @param policy which policy says so
 * @param approvals how many different people or engines must approve; 0 unless {@code approvals}
 * @param roles of which a person must have one; empty for any role that may approve
 * @param ownSignature whether each must sign with a key of their own
 * @param approvedBy who has approved so far
 * @param executes whether the instance's mode lets anything run
 * @param expiresAt when it expires undecided
 */
record Needs(
        String decision,
        String policy,
        int approvals,
        List<String> roles,
        boolean ownSignature,
        List<String> approvedBy,
        boolean executes,
        Instant expiresAt) {

    static Needs of(ActionFile file, Proposal proposal, Desk desk) {
        Requirement requirement = desk.requirement(proposal);
        return new Needs(
                switch (requirement) {
                    case Requirement.Automatic automatic -> "automatic";
                    case Requirement.Approvals required -> "approvals";
                    case Requirement.Forbidden forbidden -> "forbidden";
                },
                requirement.policy(),
                requirement instanceof Requirement.Approvals required ? required.approvals() : 0,
                requirement instanceof Requirement.Approvals required ? required.roles() : List.of(),
                Approvals.needsOwnSignature(proposal),
                approvedBy(file),
                desk.executes(proposal),
                desk.expiresAt(proposal));
    }

    private static List<String> approvedBy(ActionFile file) {
        return file.decisions().stream()
                .filter(counted -> counted.decision().verdict() == Verdict.APPROVE)
                .map(counted -> counted.decision().by().name())
                .distinct()
                .toList();
    }
}
