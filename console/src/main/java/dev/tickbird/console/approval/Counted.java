package dev.tickbird.console.approval;

import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.proposal.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was read back from its topic and whose signature counts.
 *
 * @param scope how far the word of the key under it goes; null is no limit, for the console's own
 */
public record Counted(
        Decision decision, Signer signer, @Nullable KeyScope scope) {
    public boolean covers(Proposal proposal) {
        return scope == null
                || scope.covers(
                        proposal.tags(), String.valueOf(proposal.action().type()), proposal.risk());
    }
}
