package dev.tickbird.schemas.notification;

import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.proposal.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * One input of the alerter's grouping: exactly one component is set.
 *
 * @param finding a finding's new state; null when it is about something else
 * @param proposal a proposal; null when it is about something else
 * @param outcome an action's new state; null when it is about something else
 */
public record Alert(
        @Nullable Finding finding,
        @Nullable Proposal proposal,
        @Nullable Outcome outcome) {
    public Alert {
        int set = (finding == null ? 0 : 1) + (proposal == null ? 0 : 1) + (outcome == null ? 0 : 1);
        if (set != 1) {
            throw new IllegalArgumentException("an alert holds one of finding, proposal and outcome, not " + set);
        }
    }
}
