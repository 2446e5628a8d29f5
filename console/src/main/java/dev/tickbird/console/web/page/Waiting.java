package dev.tickbird.console.web.page;

import dev.tickbird.console.app.Explanation;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.proposal.Proposal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that waits for a decision.
 *
 * @param who who must approve it, and what it would wait for
 * @param passkey whether the visitor has a passkey that could sign for it here
 * @param rehearsal the newest; null when nobody asked
 * @param snoozedUntil null when it is not snoozed
 */
public record Waiting(
        Proposal proposal,
        Explanation who,
        boolean passkey,
        @Nullable Rehearsal rehearsal,
        @Nullable Instant snoozedUntil) {
    static boolean snoozed(ActionFile file, Instant now) {
        return file.snoozedUntil() != null && now.isBefore(file.snoozedUntil());
    }

    /** Whether it can be approved at all. */
    public boolean approvable() {
        return who.executes() && !who.decision().equals("forbidden");
    }

    /** What it needs before it runs. */
    public String needs() {
        if (!who.executes()) {
            return "mode propose: shown here, run by nobody";
        }
        return switch (who.decision()) {
            case "automatic" -> "approved by policy " + who.policy();
            case "forbidden" -> "forbidden by policy " + who.policy();
            default ->
                who.approvals()
                        + (who.approvals() == 1 ? " approval" : " approvals")
                        + (who.roles().isEmpty() ? "" : " by " + String.join(" or ", who.roles()))
                        + (who.ownSignature() ? ", each signed with a key or passkey of one's own" : "")
                        + " (policy " + who.policy() + ")";
        };
    }

    /** Whether every guard and the preflight would let it begin; what says no comes first. */
    public String rehearsed() {
        if (rehearsal == null) {
            return "";
        }
        return rehearsal.guards().stream()
                .filter(guard -> guard.reason() != null)
                .findFirst()
                .map(guard -> guard.guard() + ": " + guard.reason())
                .orElseGet(() -> rehearsal.reason() == null
                        ? "it could begin: every guard and the preflight agree"
                        : String.valueOf(rehearsal.preflight()) + ": " + rehearsal.reason());
    }
}
