package dev.tickbird.console.approval;

import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.proposal.Proposal;
import java.util.List;

/** What follows from a change. */
public sealed interface Effect {
    /** Send the executor the order to run it. */
    record Run(Proposal proposal, List<Decision> decisions, int requires, String policy) implements Effect {
        public Run {
            decisions = List.copyOf(decisions);
        }
    }

    /** Tell the executor not to begin it. */
    record Revoke(Proposal proposal, String by, String reason) implements Effect {}

    /** Let the policy's own approval be recorded. */
    record ApproveByPolicy(Proposal proposal, String policy) implements Effect {}

    /** Let the approval that somebody gave ahead be recorded. */
    record ApproveByStanding(Proposal proposal, Standings.InForce standing) implements Effect {}

    /** Record that it was withdrawn or has expired. */
    record Note(Proposal proposal, Verdict verdict, String reason) implements Effect {}

    /** A decision does not count, and why: for whoever made it. */
    record Ignored(Decision decision, String reason) implements Effect {}
}
