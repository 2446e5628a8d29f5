package dev.tickbird.console.approval;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Which findings are waived: nothing that mends them is approved before the waiver ends, and their proposals do not grow old
 * meanwhile.
 *
 * @param until per finding the end of its waiver, or when people last spoke about it
 */
public record Holds(Map<FindingId, Instant> until, Instant now) {
    public static final Holds NONE = new Holds(Map.of(), Instant.EPOCH);

    public Holds {
        until = Map.copyOf(until);
    }

    boolean holds(Proposal proposal) {
        return now.isBefore(until.getOrDefault(proposal.finding(), Instant.MIN));
    }

    /** When an undecided proposal expires: the time to decide begins anew when people have spoken about its finding. */
    public Instant end(Proposal proposal, Duration expiry) {
        Instant spoken = until.getOrDefault(proposal.finding(), Instant.MIN);
        Instant from = spoken.isAfter(proposal.proposedAt()) ? spoken : proposal.proposedAt();
        return from.plus(expiry);
    }
}
