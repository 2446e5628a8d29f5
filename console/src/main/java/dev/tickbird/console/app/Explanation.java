package dev.tickbird.console.app;

import dev.tickbird.console.policy.Policies.Look;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who must approve an action, and why.
 *
 * @param decision {@code approvals}, {@code automatic} (a policy approves) or {@code forbidden}
 * @param policy which policy says so; {@code default} where none matches
 * @param approvals how many different people or engines must approve; 0 unless {@code approvals}
 * @param roles of which a person must have one; empty for any role that may approve
 * @param ownSignature whether each must sign with a key of their own
 * @param approvedBy who has approved so far
 * @param mayApprove users of the console who could approve and have not; those of an identity provider are known only when they log in
 * @param executes whether the instance's mode lets anything run
 * @param closed why it could not begin now, by freezes, windows and policies; null when it could
 * @param opens when to look again; null when it could begin now
 * @param windowEnds the end of the maintenance window that is open for it, or of the next; null where none concerns it
 * @param expiresAt when it expires undecided
 * @param policies those that were looked at, in the fleet file's order, up to the one that decides
 */
public record Explanation(
        String decision,
        String policy,
        int approvals,
        List<String> roles,
        boolean ownSignature,
        List<String> approvedBy,
        List<String> mayApprove,
        boolean executes,
        @Nullable String closed,
        @Nullable Instant opens,
        @Nullable Instant windowEnds,
        Instant expiresAt,
        List<Look> policies) {
    public Explanation {
        roles = List.copyOf(roles);
        approvedBy = List.copyOf(approvedBy);
        mayApprove = List.copyOf(mayApprove);
        policies = List.copyOf(policies);
    }
}
