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

    /** Whether nothing may begin any more. */
    boolean isOver(Proposal proposal) {
        return proposal.isOver(now);
    }

    /**
     * When an undecided proposal expires: the time to decide begins anew when people have spoken about its finding, but ends with the
     * proposal's window.
     */
    public Instant end(Proposal proposal, Duration expiry) {
        Instant spoken = until.getOrDefault(proposal.finding(), Instant.MIN);
        Instant from = spoken.isAfter(proposal.proposedAt()) ? spoken : proposal.proposedAt();
        Instant end = from.plus(expiry);
        Instant over = proposal.window() == null ? null : proposal.window().notAfter();
        return over != null && over.isBefore(end) ? over : end;
    }
}
