package dev.tickbird.console.approval;

import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.proposal.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was read back from its topic and whose signature counts.
 *
 * @param scope how far the word of the key under it goes; null is no limit, for the console's own
 * @param standing what it rests on; null where it was signed for itself
 */
public record Counted(
        Decision decision,
        Signer signer,
        @Nullable KeyScope scope,
        @Nullable StandingApproval standing) {
    public Counted(Decision decision, Signer signer, @Nullable KeyScope scope) {
        this(decision, signer, scope, null);
    }

    public boolean covers(Proposal proposal) {
        return scope == null
                || scope.covers(
                        proposal.tags(), String.valueOf(proposal.action().type()), proposal.risk());
    }
}
