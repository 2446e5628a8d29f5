package dev.tickbird.executor.guard;

import dev.tickbird.schemas.execution.ActionState;
import java.time.Instant;

/** What a guard says. */
public sealed interface GuardVerdict {
    GuardVerdict GO = new Go();

    record Go() implements GuardVerdict {}

    /**
     * Not now.
     *
     * @param reason what is waited for
     * @param again when to look again
     */
    record Wait(String reason, Instant again) implements GuardVerdict {}

    /**
     * Not at all.
     *
     * @param state how the action ends
     * @param tidy whether what an earlier attempt left may still be removed: server and login are those that were approved
     */
    record Refuse(ActionState state, String reason, boolean tidy) implements GuardVerdict {}
}
